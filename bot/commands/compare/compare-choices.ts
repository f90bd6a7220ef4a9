import type { AutocompleteInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { maxAxisValues } from '#core/generation.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'
import { choicesLike, listsLike } from '#bot/commands/choices.ts'
import { listMaxLength } from './definition.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { imagineChoices } from '#bot/commands/imagine/imagine-choices.ts'

const usual = {
  steps: ['8, 20', '10, 20, 30', '5, 10, 20, 40'],
  guidance: ['1, 3', '3, 7.5', '1, 3, 5, 7.5'],
  speeds: ['exact, fast, draft', 'exact, fast', 'exact, draft'],
}

/** What `/compare` offers while a list, `size` or `model` is typed. */
export async function compareChoices(
  interaction: AutocompleteInteraction,
  deps: BotDeps,
): Promise<APIApplicationCommandOptionChoice[]> {
  const { name, value } = interaction.options.getFocused(true)
  if (name === 'schedulers') {
    const names = schedulerSlugs.map((slug) => schedulerNames[slug])
    return listsLike(value, names, { most: maxAxisValues, maxLength: listMaxLength })
  }
  if (name === 'steps' || name === 'guidance' || name === 'speeds') {
    return choicesLike(
      value,
      usual[name].map((list) => ({ name: list, value: list })),
    )
  }
  return imagineChoices(interaction, deps)
}
