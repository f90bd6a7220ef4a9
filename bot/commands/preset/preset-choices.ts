import type { AutocompleteInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { choicesLike } from '#bot/commands/choices.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { presetsFor } from '#bot/request/preset-for.ts'

/** The presets that somebody can name here, with what they cost in steps. */
export async function presetChoices(
  interaction: AutocompleteInteraction,
  deps: BotDeps,
): Promise<APIApplicationCommandOptionChoice[]> {
  const presets = await presetsFor(interaction, deps)
  return choicesLike(
    interaction.options.getFocused(),
    presets.map(({ name, steps }) => ({
      name: steps === undefined ? name : `${name} · ${steps} steps`,
      value: name,
    })),
  )
}
