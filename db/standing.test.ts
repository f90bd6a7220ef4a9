import { expect, test } from 'vitest'
import { loadConfig } from '#core/config.ts'
import { initialOperatorState } from '#core/operator.ts'
import { paintTerms } from '#core/paint-terms.ts'
import { initialServerSettings } from '#core/server-settings.ts'
import { generationRequest, roomyBounds, roomyLimits } from '#test/support/generation-request.ts'
import { testDatabase } from '#test/support/test-database.ts'
import { saveAllowList } from './allow-lists.ts'
import { saveBan } from './bans.ts'
import { saveSettings } from './guild-settings.ts'
import { saveOperatorState } from './operator-state.ts'
import { reserveTogether } from './reserve-together.ts'
import { findStanding } from './standing.ts'
import { saveAssignment } from './tier-assignments.ts'
import { saveTier } from './tiers.ts'

const database = testDatabase()

const now = new Date('2026-11-23T12:00:00Z')
const roomy = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now }
const patron = { name: 'patron', picturesPerDay: 17, steps: 30, pixels: 512 * 512, weight: 2, speed: null }

test('a person in a new server, and in direct messages', async () => {
  const nothing = {
    settings: initialServerSettings,
    tiers: [],
    assignments: [],
    allowLists: [],
    ban: null,
    operator: initialOperatorState,
  }
  expect(await findStanding(database.db, { guildId: '21', userId: '1', roleIds: ['5'] })).toEqual(nothing)
  expect(await findStanding(database.db, { guildId: null, userId: '1', roleIds: [] })).toEqual(nothing)
})

test('everything about a person in a server, and nothing about others', async () => {
  const { db } = database
  const settings = {
    ...initialServerSettings,
    allowedChannelIds: ['71', '72'],
    blockedWords: ['it’s "quoted", and, commas'],
    language: 'de' as const,
    mostSteps: 12,
    defaultGuidance: 7.5,
    defaultScheduler: 'lcm' as const,
  }
  await saveSettings(db, '22', settings)
  await saveSettings(db, '23', { spoiler: true })
  await saveTier(db, '22', patron)
  await saveTier(db, '23', { ...patron, name: 'elsewhere' })
  await saveAssignment(db, '22', { kind: 'role', subjectId: '5', tier: 'patron' })
  await saveAssignment(db, '22', { kind: 'role', subjectId: '6', tier: 'pro' })
  await saveAssignment(db, '22', { kind: 'member', subjectId: '2', tier: 'pro' })
  await saveAssignment(db, '23', { kind: 'member', subjectId: '1', tier: 'elsewhere' })
  await saveAllowList(db, '22', { subject: 'channel', subjectId: '7', models: ['dragon-mini'], loras: null })
  await saveAllowList(db, '22', { subject: 'tier', subjectId: 'free', models: null, loras: null })
  await saveBan(db, { userId: '1', reason: 'spam', bannedBy: '9' })
  await saveOperatorState(db, { mode: 'paused', reason: null, ceilings: { steps: 20 } })
  expect(await findStanding(db, { guildId: '22', userId: '1', roleIds: ['5', '22'] })).toEqual({
    settings,
    tiers: [patron],
    assignments: [{ kind: 'role', subjectId: '5', tier: 'patron' }],
    allowLists: [{ subject: 'channel', subjectId: '7', models: ['dragon-mini'], loras: null }],
    ban: { reason: 'spam' },
    operator: { mode: 'paused', reason: null, ceilings: { steps: 20 } },
  })
  await saveOperatorState(db, initialOperatorState)
})

test('100 requests at once against a tier of 17 let exactly 17 through', async () => {
  const { db } = database
  const config = loadConfig({ FREE_PICTURES_PER_DAY: '10' })
  const reserve = reserveTogether(db)
  const asker = { userId: '200', roleIds: ['205'], entitled: false, ageRestricted: false, channelIds: null }
  await saveTier(db, '24', patron)
  await saveAssignment(db, '24', { kind: 'role', subjectId: '205', tier: 'patron' })
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const terms = paintTerms(config, await findStanding(db, { guildId: '24', ...asker }), asker)
      const request = generationRequest({ userId: asker.userId, guildId: '24' })
      return reserve(request, { ...roomy, limits: terms.limits })
    }),
  )
  expect(outcomes.filter(({ outcome }) => outcome === 'reserved')).toHaveLength(17)
})

test('the queue’s bounds are exact, also for two bots at once', async () => {
  const [first, second] = [reserveTogether(database.db), reserveTogether(database.db)]
  const bounds = { waitingPerPerson: 3, waiting: 10_000 }
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      (i % 2 === 0 ? first : second)(generationRequest({ userId: '300', guildId: String(i) }), {
        ...roomy,
        bounds,
      }),
    ),
  )
  expect(outcomes.filter((one) => one.outcome === 'reserved')).toHaveLength(3)
  expect(outcomes.filter((one) => one.outcome === 'refused')).toHaveLength(17)
})

test('one request that can’t be written takes no other with it, and its own error reaches its asker', async () => {
  const reserve = reserveTogether(database.db)
  const good = Array.from({ length: 4 }, () => generationRequest({ userId: '400' }))
  const bad = generationRequest({ userId: '401', settings: { steps: 100_000 } })
  const twice = good[0] ?? bad
  const results = await Promise.allSettled([...good, bad, twice].map((request) => reserve(request, roomy)))
  expect(results.map((one) => (one.status === 'fulfilled' ? one.value.outcome : 'error'))).toEqual([
    'reserved',
    'reserved',
    'reserved',
    'reserved',
    'error',
    'duplicate',
  ])
})
