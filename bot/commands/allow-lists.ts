import type { AutocompleteInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import type { AskedLists } from '#bot/changes/allow-lists.ts'
import { choicesLike, listsLike } from '#bot/commands/choices.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { isAdmin } from '#bot/request/require-allowed.ts'
import { everyName, type ListedKind, mostAllowedNames, noName, readNames } from '#core/allow-lists.ts'
import { PersonError } from '#core/errors.ts'
import type { Db } from '#db/connect.ts'
import { extraNetworksLike } from '#db/extra-networks.ts'
import { knownModels } from '#db/workers.ts'
import { typed } from '#messages/escape.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Names that a list may hold are looked up among this many. */
const loraNamesMost = 10_000
const nameShown = 80
const knownShown = 600

/**
 * The lists that were given.
 * @throws {PersonError} for a name that nothing has
 */
export async function askedLists(
  given: { models: string | null; loras: string | null },
  { db }: Pick<BotDeps, 'db'>,
  locale: string,
): Promise<AskedLists> {
  const read = async (kind: ListedKind, text: string) => {
    const known = await namesOfKind(kind, db)
    const texts = textsFor(locale).allowLists
    const it = readNames(text, known, texts)
    if ('unknown' in it) {
      const name = typed(it.unknown, nameShown)
      const all = typed(known.join(', '), knownShown)
      const said = kind === 'model' ? texts.unknown.model(name, all) : texts.unknown.lora(name)
      throw new PersonError('refused', said)
    }
    if ((it.names ?? []).length > mostAllowedNames)
      throw new PersonError('refused', texts.tooManyNames(mostAllowedNames))
    return it.names
  }
  return {
    ...(given.models !== null && { models: await read('model', given.models) }),
    ...(given.loras !== null && { loras: await read('lora', given.loras) }),
  }
}

async function namesOfKind(kind: ListedKind, db: Db): Promise<string[]> {
  const those =
    kind === 'model' ? await knownModels(db) : await extraNetworksLike(db, 'lora', '', loraNamesMost)
  return those.map(({ name }) => name)
}

/** What is offered for `models` and `loras`: all, none, or names behind what was typed already. */
export async function allowListChoices(
  interaction: AutocompleteInteraction,
  { db }: Pick<BotDeps, 'db'>,
): Promise<APIApplicationCommandOptionChoice[]> {
  if (interaction.guildId === null || !isAdmin(interaction)) return []
  const { name, value } = interaction.options.getFocused(true)
  const texts = textsFor(interaction.locale).allowLists
  const names = await namesOfKind(name === 'models' ? 'model' : 'lora', db)
  return [
    ...listsLike(value, names).slice(0, namesOffered),
    ...choicesLike(value, [
      { name: texts.allOfThem, value: everyName },
      { name: texts.noneOfThem, value: noName },
    ]),
  ]
}

/** Of Discord's 25, two are left for all and none. */
const namesOffered = 23
