import type { AutocompleteInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { choicesLike } from '#bot/commands/choices.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { listApiKeys } from '#db/api-keys.ts'

/** The person's own keys: their names and first characters, found by either. */
export async function keyChoices(
  interaction: AutocompleteInteraction,
  { db }: Pick<BotDeps, 'db'>,
): Promise<APIApplicationCommandOptionChoice[]> {
  const keys = await listApiKeys(db, interaction.user.id)
  return choicesLike(
    interaction.options.getFocused(),
    keys.map(({ id, name, prefix }) => ({ name: `${name} (${prefix}…)`, value: id })),
  )
}
