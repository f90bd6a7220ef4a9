import type { ChatInputCommandInteraction } from 'discord.js'
import { changeServer } from '#bot/changes/change-server.ts'
import type { SubcommandArguments } from '#bot/commands/subcommands.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import type { ChangeValues } from '#core/changes.ts'
import { PersonError } from '#core/errors.ts'
import { parseSize } from '#core/size.ts'
import {
  builtInTierNames,
  ceilingBroken,
  type Ceilings,
  type Tier,
  tierKey,
  underCeilings,
} from '#core/tiers.ts'
import { saveSettings } from '#db/guild-settings.ts'
import { deleteAssignmentsOf } from '#db/tier-assignments.ts'
import { deleteTier, saveTier } from '#db/tiers.ts'
import { typed } from '#messages/escape.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { formatNumber, formatPixels } from '#messages/numbers.ts'
import { type Texts, textsFor } from '#messages/texts/texts.ts'
import type { definition } from './definition.ts'
import { findTier } from './find-tier.ts'

/** As many as fit into Discord's 25 choices beside the built-in ones. */
const definedMost = 20
const namePattern = /^[\p{L}\p{M}\p{N} _-]{1,32}$/u
const nameShown = 60
type Given = SubcommandArguments<typeof definition, 'define'>

const refuse = (text: string) => new PersonError('refused', text)
const isBuiltIn = (name: string) => builtInTierNames.some((builtIn) => builtIn === name)

const values = ({ picturesPerDay, steps, pixels, weight }: Tier): ChangeValues => ({
  picturesPerDay,
  steps,
  pixels,
  weight,
})

/** `/tier define`: makes a tier, or changes the one of that name. Above a ceiling of the operator's it is refused. */
export async function define(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  given: Given,
): Promise<MessageBody> {
  const texts = textsFor(interaction.locale)
  const name = tierKey(given.name)
  if (!namePattern.test(name)) throw refuse(texts.admin.tiers.badName)
  if (isBuiltIn(name)) throw refuse(texts.admin.tiers.builtIn(name))
  return changeServer(interaction, deps, async (tx, { guildId, defined, ceilings }) => {
    const before = defined.find((one) => one.name === name)
    if (before === undefined && defined.length >= definedMost) {
      throw refuse(texts.admin.tiers.tooMany(definedMost))
    }
    const tier = askedTier(given, name, ceilings, texts)
    const broken = ceilingBroken(tier, ceilings)
    if (broken !== undefined) {
      const most =
        broken.limit === 'pixels'
          ? formatPixels(broken.ceiling, interaction.locale)
          : formatNumber(broken.ceiling, interaction.locale)
      throw refuse(texts.admin.tiers.aboveCeiling[broken.limit](most))
    }
    await saveTier(tx, guildId, tier)
    return {
      action: 'tier.define',
      subject: typed(name, nameShown),
      before: before === undefined ? null : values(before),
      after: values(tier),
    }
  })
}

/** Limits that were left out are the operator's ceilings, a weight that was left out is the default one. */
function askedTier(
  { largest_size: sizeText, daily_images, most_steps, weight }: Given,
  name: string,
  ceilings: Ceilings,
  texts: Texts,
): Tier {
  const size = sizeText === null ? undefined : parseSize(sizeText)
  if (sizeText !== null && size === undefined)
    throw refuse(texts.refusals.badSize(typed(sizeText, nameShown)))
  return {
    name,
    picturesPerDay: daily_images,
    steps: most_steps ?? ceilings.steps,
    pixels: size === undefined ? ceilings.pixels : size.width * size.height,
    weight: weight ?? Math.min(1, ceilings.weight),
  }
}

/** Removes a tier that the server defined: its members fall back to their next best tier. */
export async function deleteDefinition(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  asked: string,
): Promise<MessageBody> {
  const texts = textsFor(interaction.locale).admin.tiers
  return changeServer(interaction, deps, async (tx, { guildId, defined, tiers, settings, ceilings }) => {
    const { name } = findTier(tiers, asked, interaction.locale)
    if (isBuiltIn(name)) throw refuse(texts.builtIn(name))
    const tier = defined.find((one) => one.name === name)
    if (tier === undefined) throw new Error(`tier ${name} is known but not defined`)
    await deleteAssignmentsOf(tx, guildId, name)
    const wasDefault = settings.defaultTier === name
    if (wasDefault) await saveSettings(tx, guildId, { defaultTier: 'free' })
    await deleteTier(tx, guildId, name)
    return {
      action: 'tier.delete',
      subject: typed(name, nameShown),
      before: { ...values(underCeilings(tier, ceilings)), ...(wasDefault ? { defaultTier: name } : {}) },
      after: wasDefault ? { defaultTier: 'free' } : null,
    }
  })
}
