import type { ChatInputCommandInteraction } from 'discord.js'
import { type Change, changedFields } from '#core/changes.ts'
import type { OperatorState } from '#core/operator.ts'
import { recordChange } from '#db/audit-entries.ts'
import type { Db } from '#db/connect.ts'
import { lockSettings } from '#db/lock-settings.ts'
import { findOperatorState } from '#db/operator-state.ts'
import { changedMessage } from '#messages/change.ts'
import type { MessageBody } from '#messages/message-body.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/**
 * Changes what the owners decide, with its audit entry, in one transaction. `work` makes the change, says what it was, and
 * throws a PersonError to refuse. `note` is said beside it.
 */
export async function changeOperator(
  interaction: ChatInputCommandInteraction,
  { db, logger }: BotDeps,
  work: (tx: Db, operator: OperatorState) => Promise<Change>,
  note?: () => Promise<string>,
): Promise<MessageBody> {
  const { change, entry } = await db.transaction(async (tx) => {
    await lockSettings(tx, 'operator')
    const change = await work(tx, await findOperatorState(tx))
    if (changedFields(change).length === 0) return { change: { ...change, subject: null } }
    return { change, entry: await recordChange(tx, { guildId: null, actorId: interaction.user.id }, change) }
  })
  // The subject is a mention, so an id; reasons and announcements are words, and stay in the table.
  if (entry !== undefined) {
    const { action, subject } = change
    logger.info({ owner: interaction.user.id, action, subject, entry }, 'an owner changed something')
  }
  return changedMessage(change, interaction.locale, await note?.())
}
