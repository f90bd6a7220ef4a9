import type { Config } from './config.ts'
import type { Speed } from './speeds.ts'

/** The operator's ceilings: no tier's limits go above them. */
export type Ceilings = Config['ceilings']

/** The limits of a person. */
export interface Tier {
  name: string
  picturesPerDay: number
  /** Most steps of a picture. */
  steps: number
  /** Largest size, as width × height. */
  pixels: number
  /** Share of the painter's time beside others: twice the weight, half the wait. */
  weight: number
  /** Of pictures for which nobody says otherwise; null or left out: as the operator has it. */
  speed?: Speed | null
}

/** Where a person's tier comes from. */
export type TierReason =
  | { from: 'member' }
  | { from: 'role'; roleId: string }
  | { from: 'entitlement' }
  | { from: 'default' }

export interface GivenTier {
  tier: Tier
  reason: TierReason
}

/** A tier given to a member or to a role of a server. */
export interface TierAssignment {
  kind: 'member' | 'role'
  /** The member's or the role's id. */
  subjectId: string
  tier: string
}

export const builtInTierNames = ['free', 'pro'] as const
/** Paying people wait half as long as others. */
const proWeight = 2

/** The tiers that every server has, as the operator's configuration sets them. */
export function builtInTiers(daily: Config['tiers'], ceilings: Ceilings): Tier[] {
  const { steps, pixels } = ceilings
  return [
    { name: 'free', picturesPerDay: daily.freePicturesPerDay, steps, pixels, weight: 1 },
    { name: 'pro', picturesPerDay: daily.proPicturesPerDay, steps, pixels, weight: proWeight },
  ].map((tier) => underCeilings(tier, ceilings))
}

/** Tier names are compared in this form, and kept in it. */
export function tierKey(name: string): string {
  return name.normalize('NFC').trim().toLowerCase()
}

/** A tier as it counts today: the operator may have lowered a ceiling since it was defined. */
export function underCeilings(tier: Tier, ceilings: Ceilings): Tier {
  return {
    name: tier.name,
    picturesPerDay: Math.min(tier.picturesPerDay, ceilings.picturesPerPersonPerDay),
    steps: Math.min(tier.steps, ceilings.steps),
    pixels: Math.min(tier.pixels, ceilings.pixels),
    weight: Math.min(tier.weight, ceilings.weight),
    ...(tier.speed === null || tier.speed === undefined ? {} : { speed: tier.speed }),
  }
}

export type TierLimit = 'picturesPerDay' | 'steps' | 'pixels' | 'weight'

/** The first ceiling that a definition goes above; undefined when it may be defined. */
export function ceilingBroken(
  tier: Tier,
  ceilings: Ceilings,
): { limit: TierLimit; ceiling: number } | undefined {
  const allowed = underCeilings(tier, ceilings)
  const limits = ['picturesPerDay', 'steps', 'pixels', 'weight'] as const
  const limit = limits.find((name) => tier[name] > allowed[name])
  return limit && { limit, ceiling: allowed[limit] }
}

/** Pictures a day decide which tier is better, then its weight, size and steps. */
function better(a: Tier, b: Tier): boolean {
  const order = (tier: Tier) => [tier.picturesPerDay, tier.weight, tier.pixels, tier.steps]
  const other = order(b)
  const at = order(a).findIndex((value, index) => value !== other[index])
  return at >= 0 && (order(a)[at] ?? 0) > (other[at] ?? 0)
}

/**
 * The best tier of a person: given to them, given to one of their roles, bought, or the server's default.
 * `tiers` are all that this server knows, built-in ones included. Among equal ones the more personal reason is named.
 */
export function effectiveTier(
  person: { userId: string; roleIds: readonly string[]; entitled: boolean },
  server: { tiers: readonly Tier[]; assignments: readonly TierAssignment[]; defaultTier: string },
): GivenTier {
  const named = (name: string) => server.tiers.find((tier) => tier.name === name)
  const given = (name: string, reason: TierReason): GivenTier[] => {
    const tier = named(name)
    return tier === undefined ? [] : [{ tier, reason }]
  }
  const of = (kind: TierAssignment['kind'], ids: readonly string[]) =>
    server.assignments.filter((a) => a.kind === kind && ids.includes(a.subjectId))
  const [first, ...others] = [
    ...of('member', [person.userId]).flatMap((a) => given(a.tier, { from: 'member' })),
    ...of('role', person.roleIds).flatMap((a) => given(a.tier, { from: 'role', roleId: a.subjectId })),
    ...(person.entitled ? given('pro', { from: 'entitlement' }) : []),
    ...given(server.defaultTier, { from: 'default' }),
    ...given('free', { from: 'default' }),
  ]
  if (first === undefined) throw new Error('the built-in tier "free" is missing')
  return others.reduce((best, next) => (better(next.tier, best.tier) ? next : best), first)
}
