import type { AutocompleteInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { maxAxisValues } from '#core/generation.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'
import { choicesLike } from '#bot/commands/choices.ts'
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
  if (name === 'schedulers') return schedulerLists(value)
  if (name === 'steps' || name === 'guidance' || name === 'speeds') {
    return choicesLike(
      value,
      usual[name].map((list) => ({ name: list, value: list })),
    )
  }
  return imagineChoices(interaction, deps)
}

/** What was typed so far, and behind its last comma every scheduler that goes on as it does. */
function schedulerLists(typed: string): APIApplicationCommandOptionChoice[] {
  const parts = typed.split(',').map((part) => part.trim())
  const before = parts.slice(0, -1)
  if (before.length >= maxAxisValues) return []
  const names = schedulerSlugs
    .map((slug) => schedulerNames[slug])
    .filter((name) => !before.some((one) => one.toLowerCase() === name.toLowerCase()))
  const lists = names
    .map((name) => [...before, name].join(', '))
    .filter((list) => list.length <= listMaxLength)
  return choicesLike(
    [...before, parts.at(-1) ?? ''].join(', '),
    lists.map((list) => ({ name: list, value: list })),
  )
}
