import type { ChatInputCommandInteraction } from 'discord.js'
import { changeLists } from '#bot/changes/allow-lists.ts'
import { tierSubject } from '#bot/changes/tier-subject.ts'
import { askedLists } from '#bot/commands/allow-lists.ts'
import { changeServer } from '#bot/changes/change-server.ts'
import {
  definedTiersMost,
  removeTier,
  requireUnderCeilings,
  tierValues,
} from '#bot/changes/tier-definition.ts'
import type { SubcommandArguments } from '#bot/commands/subcommands.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { PersonError } from '#core/errors.ts'
import { parseSize } from '#core/size.ts'
import { builtInTierNames, type Ceilings, type Tier, tierKey, underCeilings } from '#core/tiers.ts'
import { saveTier } from '#db/tiers.ts'
import { typed } from '#messages/escape.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { type Texts, textsFor } from '#messages/texts/texts.ts'
import type { definition } from './definition.ts'
import { findTier } from '#bot/changes/find-tier.ts'

const namePattern = /^[\p{L}\p{M}\p{N} _-]{1,32}$/u
const nameShown = 80
const mentionsMaxLength = 1000
type Given = SubcommandArguments<typeof definition, 'define'>

const refuse = (text: string) => new PersonError('refused', text)
const isBuiltIn = (name: string) => builtInTierNames.some((builtIn) => builtIn === name)

/**
 * `/tier define`: makes a tier, or changes the one of that name; what is left out stays as it is. Above a ceiling of the
 * operator's it is refused.
 */
export async function define(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  given: Given,
): Promise<MessageBody> {
  const texts = textsFor(interaction.locale)
  const name = tierKey(given.name)
  if (!namePattern.test(name)) throw refuse(texts.admin.tiers.badName)
  const asked = askedLimits(given, texts)
  const lists = await askedLists(given, deps, interaction.locale)
  const of = { subject: 'tier' as const, subjectId: name }
  if (isBuiltIn(name)) {
    const listsAlone =
      Object.keys(asked).length === 0 && given.reset !== true && Object.keys(lists).length > 0
    if (!listsAlone) throw refuse(texts.admin.tiers.builtIn(name))
    return changeServer(interaction, deps, (tx, { guildId }) =>
      changeLists(tx, guildId, of, lists, interaction.locale),
    )
  }
  return changeServer(interaction, deps, async (tx, { guildId, defined, ceilings }) => {
    const before = defined.find((one) => one.name === name)
    if (before === undefined && defined.length >= definedTiersMost) {
      throw refuse(texts.admin.tiers.tooMany(definedTiersMost))
    }
    const picturesPerDay = asked.picturesPerDay ?? before?.picturesPerDay
    if (picturesPerDay === undefined) throw refuse(texts.admin.tiers.newNeedsPictures(typed(name, nameShown)))
    const nothing = Object.keys({ ...asked, ...lists }).length === 0 && given.reset !== true
    if (nothing) throw refuse(texts.admin.settings.nothingGiven)
    const unset = limitsUnset(ceilings)
    const kept = before === undefined || given.reset === true ? unset : before
    const tier = { ...kept, ...asked, name, picturesPerDay }
    // A ceiling may have come down since: what the admin leaves as it was is not theirs to answer for.
    requireUnderCeilings({ ...underCeilings(tier, ceilings), ...asked }, ceilings, interaction.locale)
    await saveTier(tx, guildId, tier)
    const listed = await changeLists(tx, guildId, of, lists, interaction.locale)
    return {
      action: 'tier.define',
      subject: tierSubject(name),
      before: before === undefined ? null : { ...tierValues(before), ...listed.before },
      after: { ...tierValues(tier), ...listed.after },
    }
  })
}

/** What a tier has whose limits nobody set: the operator's ceilings, and the default weight. */
function limitsUnset({ steps, pixels, weight }: Ceilings): Omit<Tier, 'name' | 'picturesPerDay'> {
  return { steps, pixels, weight: Math.min(1, weight), speed: null }
}

/** The limits that were given. @throws {PersonError} for a size that is none */
function askedLimits(
  { pictures_per_day, most_steps, largest_size, weight, speed }: Given,
  texts: Texts,
): Partial<Omit<Tier, 'name'>> {
  const size = largest_size === null ? undefined : parseSize(largest_size)
  if (largest_size !== null && size === undefined)
    throw refuse(texts.refusals.badSize(typed(largest_size, nameShown)))
  return {
    ...(pictures_per_day !== null && { picturesPerDay: pictures_per_day }),
    ...(most_steps !== null && { steps: most_steps }),
    ...(size !== undefined && { pixels: size.width * size.height }),
    ...(weight !== null && { weight }),
    ...(speed !== null && { speed }),
  }
}

/** As many names as fit, and whether there are more. */
function namesWithin(names: readonly string[], length: number): string {
  const all = names.join(', ')
  return all.length <= length ? all : `${all.slice(0, all.lastIndexOf(', ', length))}, …`
}

/** Removes a tier that the server defined: its members fall back to their next best tier. */
export async function deleteDefinition(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  asked: string,
): Promise<MessageBody> {
  const texts = textsFor(interaction.locale).admin.tiers
  return changeServer(interaction, deps, async (tx, server) => {
    const { name } = findTier(server.tiers, asked, interaction.locale)
    if (isBuiltIn(name)) throw refuse(texts.builtIn(name))
    const tier = server.defined.find((one) => one.name === name)
    if (tier === undefined) throw new Error(`tier ${name} is known but not defined`)
    const { change, given, wasDefault } = await removeTier(tx, server, tier)
    const others = wasDefault ? 'free' : server.settings.defaultTier
    return {
      ...change,
      note: [
        given.length === 0
          ? texts.nobodyHadIt
          : texts.fallBack(namesWithin(given, mentionsMaxLength), typed(others, nameShown)),
        ...(wasDefault ? [texts.everybodyFallsBack('free')] : []),
      ].join(' '),
    }
  })
}
