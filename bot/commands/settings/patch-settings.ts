import type { ChatInputCommandInteraction } from 'discord.js'
import { changeServer, type ServerNow } from '#bot/changes/change-server.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import type { ChangeValues } from '#core/changes.ts'
import { PersonError } from '#core/errors.ts'
import { type ServerSettings, settingAboveCeiling } from '#core/server-settings.ts'
import { saveSettings } from '#db/guild-settings.ts'
import { valueText } from '#messages/change.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Changes some settings of a server, never above the operator's ceilings. `patchOf` throws a PersonError to refuse. */
export async function patchSettings(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  patchOf: (server: ServerNow) => Partial<ServerSettings>,
): Promise<MessageBody> {
  return changeServer(interaction, deps, async (tx, server) => {
    const patch = patchOf(server)
    const broken = settingAboveCeiling(patch, server.ceilings)
    if (broken !== undefined) {
      const { fields, settings } = textsFor(interaction.locale).admin
      const most = valueText(broken.field, broken.ceiling, interaction.locale)
      throw new PersonError('refused', settings.aboveCeiling(fields[broken.field], most))
    }
    await saveSettings(tx, server.guildId, patch)
    const after: ChangeValues = patch
    // The keys of a patch are settings; Object.keys widens them to string.
    const keys = Object.keys(patch) as (keyof ServerSettings)[]
    const before: ChangeValues = Object.fromEntries(keys.map((key) => [key, server.settings[key]]))
    return { action: 'settings', subject: null, before, after }
  })
}
