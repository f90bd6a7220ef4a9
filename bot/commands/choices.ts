import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'

/** Discord takes at most 25 choices, each with a name of at most 100 characters. */
const choicesMax = 25
const nameMaxLength = 100

/** The choices whose names hold what was typed so far. */
export function choicesLike(
  typed: string,
  choices: { name: string; value: string }[],
): APIApplicationCommandOptionChoice[] {
  return choices
    .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
    .slice(0, choicesMax)
    .map(({ name, value }) => ({ name: name.slice(0, nameMaxLength), value }))
}
