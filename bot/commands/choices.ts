import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { shorten } from '#messages/escape.ts'

/**
 * Discord takes at most 25 choices, each with a name and a value of 1 to 100 characters; a single longer one makes it drop all of
 * them (interactions/application-commands#application-command-object-application-command-option-choice-structure).
 */
const choicesMax = 25
const choiceMaxLength = 100

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
