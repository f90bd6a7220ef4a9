import { type AllowList, type AllowListRefusal, type ListedKind, refuseByLists } from './allow-lists.ts'
import { findBlockedWord } from './blocked-words/find-blocked-word.ts'
import type { Config } from './config.ts'
import { bareNetworkName } from './extra-networks.ts'
import type { PaintSettings } from './generation.ts'
import { ceilingsNow, type OperatorMode, type OperatorState } from './operator.ts'
import type { QueueBounds, QuotaLimits } from './quota.ts'
import type { ServerSettings } from './server-settings.ts'
import {
  builtInTiers,
  effectiveTier,
  type GivenTier,
  type Tier,
  type TierAssignment,
  underCeilings,
} from './tiers.ts'

/** A person where they ask. */
export interface Asker {
  userId: string
  /** Their roles in this server, @everyone included. */
  roleIds: readonly string[]
  /** Whether they, or their server, bought one of the operator's SKUs. */
  entitled: boolean
  /** Whether Discord lets adults alone into the channel that they ask in. */
  ageRestricted: boolean
  /** The channel that they ask in and, of a thread, its parent; null for programs, which ask in none. */
  channelIds: readonly string[] | null
}

/** What the database knows of a person in a server. */
export interface Standing {
  settings: ServerSettings
  /** Tiers that this server defined. */
  tiers: Tier[]
  /** Given to this person or to one of their roles. */
  assignments: TierAssignment[]
  /** Which models and LoRAs tiers, roles and channels of this server may use. */
  allowLists: AllowList[]
  ban: { reason: string | null } | null
  operator: OperatorState
}

/** The terms of a person's next picture: of the tier's and the server's limits, the narrower. */
export interface PaintTerms extends Standing {
  given: GivenTier
  /** Where they ask, and the roles they ask with. */
  asker: Pick<Asker, 'roleIds' | 'channelIds'>
  /** Names of all tiers that this server knows. */
  tierNames: readonly string[]
  mostSteps: { value: number; limitOf: LimitOf }
  mostPixels: { value: number; limitOf: LimitOf }
  limits: QuotaLimits
  bounds: QueueBounds
  /** Whether they ask in an age-restricted channel, and which models and LoRAs paint only there. */
  ageRestriction: { here: boolean; models: readonly string[]; loras: readonly string[] }
  /** The server's defaults, as far as this person may use them. */
  defaults: Partial<
    Pick<PaintSettings, 'steps' | 'guidance' | 'width' | 'height' | 'scheduler' | 'negativePrompt' | 'speed'>
  >
}

/** Whose limit holds. A tier that has all that the operator allows is not to blame. */
export type LimitOf = 'tier' | 'server' | 'operator'

function narrower(tier: number, server: number | null, ceiling: number): { value: number; limitOf: LimitOf } {
  if (server !== null && server < tier) return { value: server, limitOf: 'server' }
  return { value: tier, limitOf: tier < ceiling ? 'tier' : 'operator' }
}

/** All tiers that a server knows, as they count under today's ceilings. */
export function knownTiers(
  config: Config,
  { tiers, operator }: Pick<Standing, 'tiers' | 'operator'>,
): Tier[] {
  const ceilings = ceilingsNow(config, operator)
  return [...builtInTiers(config.tiers, ceilings), ...tiers.map((tier) => underCeilings(tier, ceilings))]
}

export function paintTerms(config: Config, standing: Standing, asker: Asker): PaintTerms {
  const { settings, assignments, operator } = standing
  const ceilings = ceilingsNow(config, operator)
  const server = {
    tiers: knownTiers(config, standing),
    assignments,
    defaultTier: settings.defaultTier,
  }
  const given = effectiveTier(asker, server)
  const mostSteps = narrower(given.tier.steps, settings.mostSteps, ceilings.steps)
  const mostPixels = narrower(given.tier.pixels, settings.mostPixels, ceilings.pixels)
  return {
    ...standing,
    given,
    asker: { roleIds: asker.roleIds, channelIds: asker.channelIds },
    tierNames: server.tiers.map(({ name }) => name),
    mostSteps,
    mostPixels,
    limits: {
      picturesPerDay: given.tier.picturesPerDay,
      picturesPerPersonPerDay: ceilings.picturesPerPersonPerDay,
      picturesPerServerPerDay: Math.min(
        ceilings.picturesPerServerPerDay,
        settings.picturesPerDay ?? ceilings.picturesPerServerPerDay,
      ),
    },
    bounds: {
      waitingPerPerson: Math.min(
        ceilings.waitingPerPerson,
        settings.waitingPerPerson ?? ceilings.waitingPerPerson,
      ),
      waiting: ceilings.waiting,
    },
    ageRestriction: {
      here: asker.ageRestricted,
      models: config.ageRestrictedModels,
      loras: config.ageRestrictedLoras,
    },
    defaults: {
      ...defaultsUnder(settings, mostSteps.value, mostPixels.value),
      speed: settings.defaultSpeed ?? given.tier.speed ?? config.speed,
    },
  }
}

/** A default above a person's limits is lowered instead of refused: the person did not ask for it. */
function defaultsUnder(
  settings: ServerSettings,
  mostSteps: number,
  mostPixels: number,
): PaintTerms['defaults'] {
  const { defaultSteps, defaultGuidance, defaultWidth, defaultHeight, defaultScheduler } = settings
  const size =
    defaultWidth !== null && defaultHeight !== null && defaultWidth * defaultHeight <= mostPixels
      ? { width: defaultWidth, height: defaultHeight }
      : {}
  return {
    ...(defaultSteps === null ? {} : { steps: Math.min(defaultSteps, mostSteps) }),
    ...(defaultGuidance === null ? {} : { guidance: defaultGuidance }),
    ...size,
    ...(defaultScheduler === null ? {} : { scheduler: defaultScheduler }),
    ...(settings.defaultNegativePrompt === null ? {} : { negativePrompt: settings.defaultNegativePrompt }),
  }
}

/**
 * A model's facts within this person's limits. Default steps and a default size above a limit are lowered to it, the size in its
 * proportions and in multiples that the model takes.
 */
export function modelUnder<
  Model extends { steps: number; width: number; height: number; sizeMultiple: number },
>({ mostSteps, mostPixels }: Pick<PaintTerms, 'mostSteps' | 'mostPixels'>, model: Model): Model {
  const scale = Math.min(1, Math.sqrt(mostPixels.value / (model.width * model.height)))
  const shrunk = (side: number) => {
    const multiple = model.sizeMultiple
    return scale === 1 ? side : Math.max(multiple, Math.floor((side * scale) / multiple) * multiple)
  }
  return {
    ...model,
    steps: Math.min(model.steps, mostSteps.value),
    width: shrunk(model.width),
    height: shrunk(model.height),
  }
}

/** Why a request is refused before it is counted. */
export type TermsRefusal =
  | { why: 'banned'; reason: string | null }
  | { why: 'closed'; mode: Exclude<OperatorMode, 'open'>; reason: string | null }
  | { why: 'channel'; allowed: readonly string[] }
  /** Not in a channel that is open to minors: nothing in this server, or not this model. */
  | { why: 'age'; model: string | null }
  | { why: 'age of LoRA'; lora: string }
  | ({ why: 'not allowed' } & AllowListRefusal)
  | { why: 'word'; word: string }
  | { why: 'steps'; most: number; limitOf: LimitOf; tier: string }
  | { why: 'size'; mostPixels: number; limitOf: LimitOf; tier: string }

/** Why a person may not ask at all, or not here. */
export function refuseAsker(terms: PaintTerms): TermsRefusal | undefined {
  const { ban, operator, settings } = terms
  const { channelIds } = terms.asker
  if (ban !== null) return { why: 'banned', reason: ban.reason }
  if (operator.mode !== 'open') return { why: 'closed', mode: operator.mode, reason: operator.reason }
  const allowed = settings.allowedChannelIds
  if (channelIds !== null && allowed.length > 0 && !channelIds.some((id) => allowed.includes(id)))
    return { why: 'channel', allowed }
  if (settings.ageRestrictedOnly && !terms.ageRestriction.here) return { why: 'age', model: null }
  return undefined
}

/** What of a prompt is looked at: every text that it may be painted as, and the LoRAs that it names. */
export interface ReadPrompt {
  spoken: readonly string[]
  loras: readonly string[]
}

/** Which of a picture's settings the person may not have. */
export function refuseSettings(
  terms: PaintTerms,
  settings: Pick<PaintSettings, 'model' | 'steps' | 'width' | 'height'>,
  { spoken, loras }: ReadPrompt,
): TermsRefusal | undefined {
  const word = spoken
    .map((text) => findBlockedWord(text, terms.settings.blockedWords))
    .find((found) => found !== undefined)
  if (word !== undefined) return { why: 'word', word: word.rule.text }
  const used = [
    { kind: 'model' as const, name: settings.model },
    ...loras.map((name) => ({ kind: 'lora' as const, name })),
  ]
  for (const one of used) {
    const refusal = refuseUse(terms, one)
    if (refusal !== undefined) return refusal
  }
  const tier = terms.given.tier.name
  const { mostSteps, mostPixels } = terms
  if (settings.steps > mostSteps.value) {
    return { why: 'steps', most: mostSteps.value, limitOf: mostSteps.limitOf, tier }
  }
  if (settings.width * settings.height > mostPixels.value) {
    return { why: 'size', mostPixels: mostPixels.value, limitOf: mostPixels.limitOf, tier }
  }
  return undefined
}

/** Why the person may not use a model or a LoRA here. */
export function refuseUse(
  terms: PaintTerms,
  used: { kind: ListedKind; name: string },
): TermsRefusal | undefined {
  const { here, models, loras } = terms.ageRestriction
  const { kind, name } = used
  const marked = (kind === 'model' ? models : loras).some(
    (one) => bareNetworkName(one) === bareNetworkName(name),
  )
  if (!here && marked)
    return kind === 'model' ? { why: 'age', model: name } : { why: 'age of LoRA', lora: name }
  const refusal = refuseByLists(
    used,
    {
      tier: terms.given.tier.name,
      roleIds: terms.asker.roleIds,
      channelIds: terms.asker.channelIds ?? [],
    },
    { lists: terms.allowLists, tiers: terms.tierNames },
  )
  return refusal && { why: 'not allowed', ...refusal }
}

/** Those of some models or LoRAs that the person may use here. */
export function usable<Named extends { name: string }>(
  terms: PaintTerms,
  kind: ListedKind,
  those: readonly Named[],
): Named[] {
  return those.filter(({ name }) => refuseUse(terms, { kind, name }) === undefined)
}
