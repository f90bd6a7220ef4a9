import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { extraNetworksLike } from '#db/extra-networks.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/** Discord takes at most 25 choices, each with a name of at most 100 characters. */
const choicesMax = 25
const labelMaxLength = 100

/** LoRAs by their names and trigger words, which stand behind the name. */
export async function loraChoices(
  typed: string,
  { db }: Pick<BotDeps, 'db'>,
): Promise<APIApplicationCommandOptionChoice[]> {
  const found = await extraNetworksLike(db, 'lora', typed.trim(), choicesMax)
  return found.map(({ name, words }) => ({
    name: (words === '' ? name : `${name} · ${words}`).slice(0, labelMaxLength),
    value: name,
  }))
}
