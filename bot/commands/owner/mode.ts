import type { ChatInputCommandInteraction } from 'discord.js'
import { changeOperator } from '#bot/changes/change-operator.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import type { OperatorMode } from '#core/operator.ts'
import { saveOperatorState, tellWhenEmpty } from '#db/operator-state.ts'
import { waitingInAll } from '#db/waiting.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { textsFor } from '#messages/texts/texts.ts'

/**
 * `/owner pause`, `resume` and `drain`: whether new requests are taken. What is in the queue goes on; when a drain is through,
 * its channel hears of it (`tell-drained.ts`).
 */
export async function setMode(
  mode: OperatorMode,
  reason: string | null,
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
): Promise<MessageBody> {
  const left = async () => textsFor(interaction.locale).admin.owner.left(await waitingInAll(deps.db))
  return changeOperator(
    interaction,
    deps,
    async (tx, before) => {
      await saveOperatorState(tx, { mode, reason })
      const { channelId, locale, id } = interaction
      await tellWhenEmpty(tx, mode === 'draining' ? { channelId, locale, interactionId: id } : null)
      return {
        action: 'owner.mode',
        subject: null,
        before: { mode: before.mode, reason: before.reason },
        after: { mode, reason },
      }
    },
    mode === 'open' ? undefined : left,
  )
}
