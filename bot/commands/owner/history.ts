import type { ChatInputCommandInteraction } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import { latestChanges } from '#db/audit-entries.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { historyMessage } from '#messages/history.ts'

const historyLength = 15

/** `/owner history`: the latest of what the owners did. */
export async function history(
  interaction: ChatInputCommandInteraction,
  { db }: BotDeps,
): Promise<MessageBody> {
  return historyMessage(await latestChanges(db, null, historyLength), interaction.locale, { undo: false })
}
