import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { shorten } from '#messages/escape.ts'

/**
 * Discord takes at most 25 choices, each with a name and a value of 1 to 100 characters; a single longer one makes it drop all of
 * them (interactions/application-commands#application-command-object-application-command-option-choice-structure).
 */
export const choicesMax = 25
export const choiceMaxLength = 100

/**
 * A list with commas while it is typed: what stands before the last comma, and behind it each further value that goes on as it does.
 */
export function listsLike(
  typed: string,
  values: readonly string[],
  { most = Infinity, maxLength = choiceMaxLength }: { most?: number; maxLength?: number } = {},
): APIApplicationCommandOptionChoice[] {
  const parts = typed.split(',').map((part) => part.trim())
  const before = parts.slice(0, -1)
  if (before.length >= most) return []
  const lists = values
    .filter((value) => !before.some((one) => one.toLowerCase() === value.toLowerCase()))
    .map((value) => [...before, value].join(', '))
    .filter((list) => list.length <= maxLength)
  return choicesLike(
    [...before, parts.at(-1) ?? ''].join(', '),
    lists.map((list) => ({ name: list, value: list })),
  )
}

/**
 * The choices whose names contain the text typed so far. Names and values that are too long are shortened; `namedBy` finds the
 * thing behind a shortened value.
 */
export function choicesLike(
  typed: string,
  choices: { name: string; value: string }[],
): APIApplicationCommandOptionChoice[] {
  return choices
    .filter(({ name, value }) => name.trim() !== '' && value !== '')
    .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
    .slice(0, choicesMax)
    .map(({ name, value }) => ({
      name: shorten(name, choiceMaxLength),
      value: shorten(value, choiceMaxLength),
    }))
}
