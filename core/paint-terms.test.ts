import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'
import { initialOperatorState } from './operator.ts'
import {
  type Asker,
  modelUnder,
  paintTerms,
  refuseAsker,
  refuseSettings,
  type Standing,
} from './paint-terms.ts'
import { initialServerSettings, type ServerSettings, settingAboveCeiling } from './server-settings.ts'

const free = { FREE_PICTURES_PER_DAY: '10' }
const config = loadConfig({ ...free, MAX_STEPS: '50', MAX_PICTURES_PER_SERVER_PER_DAY: '500' })
const anna: Asker = { userId: '1', roleIds: [], entitled: false, ageRestricted: false, channelIds: ['5'] }
const standing = (settings: Partial<ServerSettings> = {}, change: Partial<Standing> = {}): Standing => ({
  settings: { ...initialServerSettings, ...settings },
  tiers: [],
  assignments: [],
  allowLists: [],
  ban: null,
  operator: initialOperatorState,
  ...change,
})
const termsOf = (...given: Parameters<typeof standing>) => paintTerms(config, standing(...given), anna)
const read = { spoken: ['a red dragon'], loras: [] }
const asked = { model: 'dragon-mini', steps: 20, width: 512, height: 512 }

test('a new server has the operator’s limits', () => {
  expect(termsOf()).toMatchObject({
    given: { tier: { name: 'free', picturesPerDay: 10 } },
    mostSteps: { value: 50 },
    limits: { picturesPerDay: 10, picturesPerPersonPerDay: 1000, picturesPerServerPerDay: 500 },
    bounds: { waitingPerPerson: 16, waiting: 1000 },
    defaults: { speed: 'exact' },
  })
})

test('a speed of the server’s wins over the tier’s, and that over the operator’s', () => {
  const fast = loadConfig({ ...free, SPEED: 'fast' })
  const speedOf = (...given: Parameters<typeof standing>) =>
    paintTerms(fast, standing(...given), anna).defaults.speed
  const tier = { name: 'calm', picturesPerDay: 20, steps: 20, pixels: 512 ** 2, weight: 1 }
  const exact = { tiers: [{ ...tier, speed: 'exact' as const }] }
  expect(speedOf()).toBe('fast')
  expect(speedOf({ defaultTier: 'calm' }, { tiers: [tier] })).toBe('fast')
  expect(speedOf({ defaultTier: 'calm' }, exact)).toBe('exact')
  expect(speedOf({ defaultTier: 'calm', defaultSpeed: 'draft' }, exact)).toBe('draft')
})

test('a server can lower its limits, and never raise them', () => {
  const narrow = { mostSteps: 30, mostPixels: 256 * 256, picturesPerDay: 20, waitingPerPerson: 2 }
  expect(termsOf(narrow)).toMatchObject({
    mostSteps: { value: 30, limitOf: 'server' },
    mostPixels: { value: 256 * 256, limitOf: 'server' },
    limits: { picturesPerServerPerDay: 20 },
    bounds: { waitingPerPerson: 2 },
  })
  const wide = { mostSteps: 900, mostPixels: 4096 ** 2, picturesPerDay: 10 ** 6, waitingPerPerson: 10 ** 4 }
  expect(termsOf(wide)).toMatchObject({
    mostSteps: { value: 50, limitOf: 'operator' },
    mostPixels: { value: 1024 ** 2, limitOf: 'operator' },
    limits: { picturesPerServerPerDay: 500 },
    bounds: { waitingPerPerson: 16 },
  })
})

test('ceilings that the owner changed hold at once', () => {
  const operator = { ...initialOperatorState, ceilings: { steps: 10, picturesPerPersonPerDay: 3 } }
  expect(termsOf({}, { operator })).toMatchObject({
    mostSteps: { value: 10 },
    limits: { picturesPerDay: 3, picturesPerPersonPerDay: 3 },
  })
})

test('who may ask, and where', () => {
  expect(refuseAsker(termsOf())).toBeUndefined()
  expect(refuseAsker(termsOf({}, { ban: { reason: 'spam' } }))).toEqual({
    why: 'banned',
    reason: 'spam',
  })
  const paused = termsOf({}, { operator: { ...initialOperatorState, mode: 'paused', reason: null } })
  expect(refuseAsker(paused)).toMatchObject({ why: 'closed', mode: 'paused' })
  const elsewhere = termsOf({ allowedChannelIds: ['7', '8'] })
  expect(refuseAsker(elsewhere)).toEqual({ why: 'channel', allowed: ['7', '8'] })
  expect(refuseAsker({ ...elsewhere, asker: { roleIds: [], channelIds: ['5', '8'] } })).toBeUndefined()
})

test('which settings a person may not have, and whose limit that is', () => {
  expect(refuseSettings(termsOf(), asked, read)).toBeUndefined()
  expect(refuseSettings(termsOf({ blockedWords: ['dragon'] }), asked, read)).toEqual({
    why: 'word',
    word: 'dragon',
  })
  expect(refuseSettings(termsOf({ mostSteps: 19 }), asked, read)).toMatchObject({
    why: 'steps',
    most: 19,
    limitOf: 'server',
  })
  expect(refuseSettings(termsOf(), { ...asked, steps: 51 }, read)).toMatchObject({
    limitOf: 'operator',
  })
  const gold = { name: 'gold', picturesPerDay: 20, steps: 30, pixels: 512 * 512, weight: 1 }
  const member = termsOf(
    {},
    { tiers: [gold], assignments: [{ kind: 'member', subjectId: '1', tier: 'gold' }] },
  )
  expect(refuseSettings(member, { ...asked, steps: 31 }, read)).toMatchObject({
    limitOf: 'tier',
    tier: 'gold',
  })
  expect(refuseSettings(termsOf(), { ...asked, width: 2048 }, read)).toBeUndefined()
  expect(refuseSettings(termsOf(), { ...asked, width: 2056 }, read)).toMatchObject({
    why: 'size',
    mostPixels: 1024 ** 2,
  })
})

test('age-restricted channels: what a server wants there alone, and what the operator’s models paint there alone', () => {
  const restricted = loadConfig({ AGE_RESTRICTED_MODELS: 'wild, wilder' })
  const here = (ageRestricted: boolean, settings: Partial<ServerSettings> = {}) =>
    paintTerms(restricted, standing(settings), { ...anna, ageRestricted })
  const wild = { ...asked, model: 'wilder' }
  expect(refuseSettings(here(false), wild, read)).toEqual({ why: 'age', model: 'wilder' })
  expect(refuseSettings(here(true), wild, read)).toBeUndefined()
  expect(refuseSettings(here(false), asked, read)).toBeUndefined()
  expect(refuseAsker(here(false))).toBeUndefined()
  expect(refuseAsker(here(false, { ageRestrictedOnly: true }))).toEqual({ why: 'age', model: null })
  expect(refuseAsker(here(true, { ageRestrictedOnly: true }))).toBeUndefined()
})

test('a server’s default gives way to a limit instead of being refused', () => {
  const settings = {
    defaultSteps: 45,
    defaultWidth: 512,
    defaultHeight: 512,
    defaultScheduler: 'lcm' as const,
  }
  expect(termsOf(settings).defaults).toEqual({
    steps: 45,
    width: 512,
    height: 512,
    scheduler: 'lcm',
    speed: 'exact',
  })
  expect(termsOf({ ...settings, mostSteps: 20, mostPixels: 256 * 256 }).defaults).toEqual({
    steps: 20,
    scheduler: 'lcm',
    speed: 'exact',
  })
})

test.each([
  [{ mostSteps: 51 }, 'mostSteps'],
  [{ mostPixels: 1025 * 1024 }, 'mostPixels'],
  [{ picturesPerDay: 501 }, 'picturesPerDay'],
  [{ waitingPerPerson: 17 }, 'waitingPerPerson'],
  [{ defaultSteps: 51 }, 'defaultSteps'],
  [{ defaultWidth: 2048, defaultHeight: 1024 }, 'mostPixels'],
  [{ mostSteps: 50, picturesPerDay: null, spoiler: true }, undefined],
])('an admin’s change above a ceiling is named: %o', (change, field) => {
  expect(settingAboveCeiling(change, config.ceilings)?.field).toBe(field)
})

test('what a model takes by itself shrinks to the limits', () => {
  const model = { name: 'sd', steps: 20, width: 512, height: 768, sizeMultiple: 64 }
  expect(modelUnder(termsOf(), model)).toEqual(model)
  expect(modelUnder(termsOf({ mostSteps: 12, mostPixels: 256 * 256 }), model)).toEqual({
    ...model,
    steps: 12,
    width: 192,
    height: 256,
  })
})
