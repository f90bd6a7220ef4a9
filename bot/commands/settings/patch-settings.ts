import type { ChatInputCommandInteraction } from 'discord.js'
import { changeServer, type ServerNow } from '#bot/changes/change-server.ts'
import { savePatch } from '#bot/changes/save-settings.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import type { ServerSettings } from '#core/server-settings.ts'
import type { MessageBody } from '#messages/message-body.ts'

/** Changes some settings of a server, never above the operator's ceilings. `patchOf` throws a PersonError to refuse. */
export async function patchSettings(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  patchOf: (server: ServerNow) => Partial<ServerSettings>,
): Promise<MessageBody> {
  return changeServer(interaction, deps, (tx, server) =>
    savePatch(tx, server, patchOf(server), interaction.locale),
  )
}
