import type { ChatInputCommandInteraction } from 'discord.js'
import { findServer, guildIdOf } from '#bot/changes/change-server.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { modelOrDefault } from '#bot/request/model-for.ts'
import { allowListsIn } from '#db/allow-lists.ts'
import { latestChanges } from '#db/audit-entries.ts'
import { knownModels } from '#db/workers.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { historyMessage } from '#messages/history.ts'
import { settingsMessage } from '#messages/server-settings.ts'

const historyLength = 15

/** `/settings show` */
export async function showSettings(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
): Promise<MessageBody> {
  const guildId = guildIdOf(interaction)
  const [{ settings, ceilings }, models, allowLists] = await Promise.all([
    findServer(deps.db, guildId, deps),
    knownModels(deps.db),
    allowListsIn(deps.db, guildId),
  ])
  const model = modelOrDefault(null, models, deps.config)
  const { speed } = deps.config
  return settingsMessage({ settings, allowLists, ceilings, model, speed, locale: interaction.locale })
}

/** `/settings history`: the audit table's latest entries of this server, each to be taken back. */
export async function showHistory(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
): Promise<MessageBody> {
  const entries = await latestChanges(deps.db, guildIdOf(interaction), historyLength)
  return historyMessage(entries, interaction.locale, { undo: true })
}
