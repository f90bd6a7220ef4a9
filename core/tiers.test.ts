import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'
import { builtInTiers, ceilingBroken, effectiveTier, type Tier, tierKey, underCeilings } from './tiers.ts'

const { ceilings, tiers: daily } = loadConfig({
  FREE_PICTURES_PER_DAY: '10',
  MAX_STEPS: '50',
  MAX_PICTURES_PER_PERSON_PER_DAY: '200',
})
const builtIn = builtInTiers(daily, ceilings)
const tier = (change: Partial<Tier>): Tier => ({
  name: 'patron',
  picturesPerDay: 50,
  steps: 40,
  pixels: 512 * 512,
  weight: 1,
  ...change,
})
const anna = { userId: '1', roleIds: ['10', '11'], entitled: false }
const server = { tiers: [...builtIn, tier({})], assignments: [], defaultTier: 'free' }

test('the best of member, role, entitlement and default wins, and says where it is from', () => {
  expect(effectiveTier(anna, server)).toMatchObject({ tier: { name: 'free' }, reason: { from: 'default' } })
  const role = { kind: 'role', subjectId: '11', tier: 'patron' } as const
  const withRole = { ...server, assignments: [role] }
  expect(effectiveTier(anna, withRole)).toMatchObject({
    tier: { name: 'patron' },
    reason: { from: 'role', roleId: '11' },
  })
  expect(effectiveTier({ ...anna, roleIds: ['10'] }, withRole).tier.name).toBe('free')
  expect(effectiveTier({ ...anna, entitled: true }, withRole)).toMatchObject({
    tier: { name: 'pro' },
    reason: { from: 'entitlement' },
  })
  const member = { kind: 'member', subjectId: '1', tier: 'pro' } as const
  expect(effectiveTier({ ...anna, entitled: true }, { ...server, assignments: [role, member] })).toEqual({
    tier: builtIn[1],
    reason: { from: 'member' },
  })
})

test('a tier given to a member takes nothing away that everybody has', () => {
  const assignments = [{ kind: 'member', subjectId: '1', tier: 'patron' } as const]
  expect(effectiveTier(anna, { ...server, assignments, defaultTier: 'pro' }).tier.name).toBe('pro')
})

test('a name that nobody defines any more counts as nothing', () => {
  const assignments = [{ kind: 'member', subjectId: '1', tier: 'gone' } as const]
  expect(effectiveTier(anna, { ...server, assignments, defaultTier: 'gone as well' }).tier.name).toBe('free')
})

test('a role id never counts as a member’s', () => {
  const assignments = [{ kind: 'member', subjectId: '11', tier: 'pro' } as const]
  expect(effectiveTier(anna, { ...server, assignments }).tier.name).toBe('free')
})

test.each([
  [tier({ picturesPerDay: 201 }), { limit: 'picturesPerDay', ceiling: 200 }],
  [tier({ steps: 51 }), { limit: 'steps', ceiling: 50 }],
  [tier({ pixels: 2048 * 2048 }), { limit: 'pixels', ceiling: 1024 * 1024 }],
  [tier({ weight: 10.5 }), { limit: 'weight', ceiling: 10 }],
  [tier({ picturesPerDay: 200, steps: 50, pixels: 1024 * 1024, weight: 10 }), undefined],
])('what goes above a ceiling is named (%#)', (asked, expected) => {
  expect(ceilingBroken(asked, ceilings)).toEqual(expected)
})

test('a ceiling that was lowered later holds for tiers that were defined before', () => {
  expect(underCeilings(tier({ steps: 40 }), { ...ceilings, steps: 20 }).steps).toBe(20)
  expect(
    builtInTiers(daily, { ...ceilings, picturesPerPersonPerDay: 5 }).map((t) => t.picturesPerDay),
  ).toEqual([5, 5])
})

test('names are compared without case and composed alike', () => {
  expect(tierKey(' Pâtron ')).toBe(tierKey('PÂTRON'))
})
