import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { type PaintTerms, usable } from '#core/paint-terms.ts'
import { extraNetworksLike } from '#db/extra-networks.ts'
import { choiceMaxLength, choicesMax } from '#bot/commands/choices.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { shorten } from '#messages/escape.ts'

/** Before those that the person may not use are left out. */
const foundMost = 1000

/** The LoRAs that a person may use here, by their names and trigger words, which stand behind the name. */
export async function loraChoices(
  typed: string,
  { db }: Pick<BotDeps, 'db'>,
  terms: PaintTerms,
): Promise<APIApplicationCommandOptionChoice[]> {
  const found = usable(terms, 'lora', await extraNetworksLike(db, 'lora', typed.trim(), foundMost))
  return found.slice(0, choicesMax).map(({ name, words }) => ({
    name: shorten(words === '' ? name : `${name} · ${words}`, choiceMaxLength),
    value: name,
  }))
}
