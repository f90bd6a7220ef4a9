import type { Interaction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import { type Preset, presetKey, shippedPresets } from '#core/presets.ts'
import { presetInUse, presetsOf } from '#db/presets.ts'
import { typed } from '#messages/escape.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

const nameShown = 80

type Asker = Pick<Interaction, 'user' | 'guildId' | 'locale'>

/** Every preset that somebody can name here: their own first, then the server's, then those that ship. */
export async function presetsFor({ user, guildId }: Asker, { db }: Pick<BotDeps, 'db'>): Promise<Preset[]> {
  const owned = await presetsOf(db, [user.id, ...(guildId === null ? [] : [guildId])])
  const own = owned.filter(({ ownerId }) => ownerId === user.id)
  return [...own, ...owned.filter((preset) => !own.includes(preset)), ...shippedPresets]
}

/**
 * The preset of that name, or, without a name, the one that the person uses by itself.
 * @throws {PersonError} when there is no preset of the name that they gave
 */
export async function presetNamed(
  name: string | null,
  asker: Asker,
  deps: Pick<BotDeps, 'db'>,
): Promise<Preset | undefined> {
  const wanted = name ?? (await presetInUse(deps.db, asker.user.id))
  if (wanted === null) return undefined
  const known = await presetsFor(asker, deps)
  const preset = known.find((one) => presetKey(one.name) === presetKey(wanted))
  // One in use may be of another server, or removed since: then there is none.
  if (preset === undefined && name !== null) {
    throw new PersonError('refused', textsFor(asker.locale).refusals.unknownPreset(typed(name, nameShown)))
  }
  return preset
}
