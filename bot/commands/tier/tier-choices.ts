import type { AutocompleteInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import type { BotDeps } from '#bot/contract/deps.ts'
import { findServer } from '#bot/changes/change-server.ts'
import { isAdmin } from '#bot/request/require-allowed.ts'
import { tierKey } from '#core/tiers.ts'

/** Discord shows at most 25 choices. */
const choicesMost = 25

/** The tiers of a server whose names hold what was typed so far. */
export async function tierChoices(
  interaction: AutocompleteInteraction,
  deps: BotDeps,
): Promise<APIApplicationCommandOptionChoice[]> {
  if (interaction.guildId === null || !isAdmin(interaction)) return []
  const typed = tierKey(interaction.options.getFocused())
  const { tiers } = await findServer(deps.db, interaction.guildId, deps)
  return tiers
    .filter(({ name }) => name.includes(typed))
    .slice(0, choicesMost)
    .map(({ name }) => ({ name, value: name }))
}
