import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/support/test-database.ts'
import { generationRequest, roomyBounds, roomyLimits } from '#test/support/generation-request.ts'
import { findGeneration, findUnsettled, handBack, markQueued, takeOver } from './generations.ts'
import { markPainted } from './images.ts'
import { quotaUse } from './quota-holds.ts'
import { reserve } from './reserve.ts'
import { type Generation, generations, quotaHolds } from './schema.ts'
import { settleDelivered, settleWithout } from './settle.ts'
import { waitingInAll } from './waiting.ts'

const database = testDatabase({ maxConnections: 20 })

const now = new Date('2026-11-23T12:00:00Z')
const terms = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now }

async function reserved(change: Parameters<typeof generationRequest>[0] = {}): Promise<Generation> {
  const reservation = await reserve(database.db, generationRequest(change), terms)
  if (reservation.outcome !== 'reserved') throw new Error(`not reserved but ${reservation.outcome}`)
  return reservation.generation
}

async function holdOf(generation: Generation) {
  const [hold] = await database.db.select().from(quotaHolds).where(eq(quotaHolds.generationId, generation.id))
  return hold
}

test('what is reserved is answered as it stands in the database', async () => {
  const api = { kind: 'api' as const, requestHash: 'x', returnBase64: false, notes: ['a note'] }
  for (const change of [{}, { target: api, guildId: null }]) {
    const generation = await reserved(change)
    expect(generation).toEqual(await findGeneration(database.db, generation.id))
  }
})

test('100 requests at once against a limit of 10 let exactly 10 through', async () => {
  const userId = '100000000000000100'
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      reserve(database.db, generationRequest({ userId, settings: { model: `tiny-${i % 2}` } }), {
        ...terms,
        limits: { ...roomyLimits, picturesPerDay: 10 },
      }),
    ),
  )
  expect(outcomes.filter(({ outcome }) => outcome === 'reserved')).toHaveLength(10)
  const refused = outcomes.find(({ outcome }) => outcome === 'refused')
  expect(refused).toMatchObject({ refusal: { limitOf: 'tier', limit: 10, used: 10, asked: 1 } })
})

test('and of 40 people in as many servers, who ask for two models, exactly as many as there are places', async () => {
  const places = 7 + (await waitingInAll(database.db))
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      reserve(
        database.db,
        generationRequest({
          userId: `2000000000000000${10 + i}`,
          guildId: `3000000000000000${10 + i}`,
          settings: { model: `tiny-${i % 2}` },
        }),
        { ...terms, bounds: { ...roomyBounds, waiting: places } },
      ),
    ),
  )
  expect(outcomes.filter(({ outcome }) => outcome === 'reserved')).toHaveLength(7)
})

test('a count that does not fit is refused whole, and costs nothing', async () => {
  const userId = '100000000000000101'
  const limits = { ...roomyLimits, picturesPerDay: 5 }
  await reserve(database.db, generationRequest({ userId, settings: { count: 3 } }), { ...terms, limits })
  const second = await reserve(database.db, generationRequest({ userId, settings: { count: 3 } }), {
    ...terms,
    limits,
  })
  expect(second.outcome).toBe('refused')
  const use = await quotaUse(database.db, { userId, scope: '200000000000000001', day: '2026-11-23' })
  expect(use.person).toBe(3)
})

test('the operator’s ceilings hold over all servers and for a server as a whole', async () => {
  const userId = '100000000000000102'
  const limits = { picturesPerDay: 10, picturesPerPersonPerDay: 2, picturesPerServerPerDay: 3 }
  const ask = (guildId: string, who = userId) =>
    reserve(database.db, generationRequest({ userId: who, guildId }), { ...terms, limits })
  const [a, b] = ['200000000000000011', '200000000000000012'] as const
  expect((await ask(a)).outcome).toBe('reserved')
  expect((await ask(b)).outcome).toBe('reserved')
  expect(await ask(b)).toMatchObject({ outcome: 'refused', refusal: { limitOf: 'person', limit: 2 } })
  expect((await ask(a, '100000000000000103')).outcome).toBe('reserved')
  expect((await ask(a, '100000000000000104')).outcome).toBe('reserved')
  expect(await ask(a, '100000000000000105')).toMatchObject({
    outcome: 'refused',
    refusal: { limitOf: 'server' },
  })
})

test('the same interaction twice, also at once, is one generation', async () => {
  const request = generationRequest({ userId: '100000000000000106' })
  const outcomes = await Promise.all([1, 2, 3].map(() => reserve(database.db, request, terms)))
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['duplicate', 'duplicate', 'reserved'])
})

test('a new day starts at midnight UTC', async () => {
  const userId = '100000000000000107'
  const limits = { ...roomyLimits, picturesPerDay: 1 }
  const at = (time: string) =>
    reserve(database.db, generationRequest({ userId }), { ...terms, limits, now: new Date(time) })
  expect((await at('2026-11-23T23:59:59Z')).outcome).toBe('reserved')
  expect((await at('2026-11-23T23:59:59.9Z')).outcome).toBe('refused')
  expect((await at('2026-11-24T00:00:00Z')).outcome).toBe('reserved')
})

test('the place in the order: the second person’s first comes right after the first person’s first', async () => {
  const settings = { model: 'fair' }
  const first = []
  for (let i = 0; i < 3; i++) first.push(await reserved({ userId: '100000000000000108', settings }))
  const late = await reserved({ userId: '100000000000000109', settings })
  const order = [...first, late]
    .toSorted((a, b) => a.startTag - b.startTag)
    .map(({ userId }) => userId.at(-1))
  expect(order).toEqual(['8', '9', '8', '8'])
})

test('what is cancelled while it waits gives its place in the line back; what is being painted does not', async () => {
  const who = { userId: '100000000000000110', settings: { model: 'given-back' } }
  const cancel = ({ id }: Generation) =>
    settleWithout(database.db, { id, from: ['queued', 'painting'], to: 'cancelled', failure: 'cancelled' })
  const [first, second] = [await reserved(who), await reserved(who)]
  await Promise.all([first, second].map(({ id }) => markQueued(database.db, id, '6')))
  await cancel(second)
  const third = await reserved(who)
  expect(third.startTag).toBe(second.startTag)
  await takeOver(database.db, first.id)
  await cancel(first)
  expect((await reserved(who)).startTag).toBe(third.startTag + third.cost)
})

test('what took less or more work than was reckoned is charged for that work', async () => {
  const who = { userId: '100000000000000112', settings: { model: 'counted' } }
  const painted = async (unetRuns: number) => {
    const row = await reserved(who)
    await markQueued(database.db, row.id, '6')
    const fence = await takeOver(database.db, row.id)
    if (fence === undefined) throw new Error('not taken over')
    const file = { seed: 1, bytes: 1, sha256: '00' }
    const image = { id: randomUUID(), index: 0, width: 64, height: 64, ...file, unetRuns, unetRunsFull: 8 }
    expect(await markPainted(database.db, fence, [image])).toBe(true)
    return row
  }
  // Four steps of two rows were reckoned.
  const first = await painted(4)
  const second = await painted(8)
  expect(second.startTag).toBeCloseTo(first.startTag + first.cost / 2, 12)
  const third = await painted(12)
  expect(third.startTag).toBeCloseTo(second.startTag + second.cost, 12)
  expect((await reserved(who)).startTag).toBeCloseTo(third.startTag + third.cost * 1.5, 12)
})

test('a worker that lost the row changes nothing', async () => {
  const { id } = await reserved()
  expect(await takeOver(database.db, id)).toBeUndefined()
  expect(await markQueued(database.db, id, '600000000000000001')).toBe(true)
  const first = await takeOver(database.db, id)
  const second = await takeOver(database.db, id)
  if (first === undefined || second === undefined) throw new Error('not taken over')
  expect([first.attempt, second.attempt, second.lostAttempts]).toEqual([1, 2, 1])
  const image = {
    id: '0b0e7f4e-6a6c-4f0e-9f5a-3b7a0f0c1d2e',
    index: 0,
    seed: 1,
    width: 64,
    height: 64,
    bytes: 1,
    sha256: '00',
  }
  expect(await markPainted(database.db, first, [image])).toBe(false)
  expect(await handBack(database.db, first)).toBe(false)
  expect(await markPainted(database.db, second, [image])).toBe(true)
  const delivered = { pictures: 1, messageId: '600000000000000001' }
  expect(await settleDelivered(database.db, first, delivered)).toBe(false)
  expect(await settleDelivered(database.db, second, delivered)).toBe(true)
  expect(await settleDelivered(database.db, second, delivered)).toBe(false)
  expect(await holdOf(second)).toMatchObject({ state: 'COMMITTED', pictures: 1 })
  const [row] = await database.db.select().from(generations).where(eq(generations.id, id))
  expect(row).toMatchObject({ state: 'delivered', interactionToken: null })
})

test('what ends without a picture is refunded once', async () => {
  const generation = await reserved()
  const end = {
    id: generation.id,
    from: ['reserved' as const],
    to: 'released' as const,
    failure: 'not_acknowledged',
  }
  expect(await settleWithout(database.db, end)).toBe(true)
  expect(await settleWithout(database.db, end)).toBe(false)
  expect(await markQueued(database.db, generation.id, '600000000000000002')).toBe(false)
  expect(await holdOf(generation)).toMatchObject({ state: 'RELEASED', pictures: 0 })
})

test('handing back is no lost attempt', async () => {
  const { id } = await reserved()
  await markQueued(database.db, id, '600000000000000003')
  const taken = await takeOver(database.db, id)
  if (taken === undefined) throw new Error('not taken over')
  expect(await handBack(database.db, taken)).toBe(true)
  expect(await takeOver(database.db, id)).toMatchObject({ attempt: 2, lostAttempts: 0, state: 'painting' })
})

test('whatever a prompt holds is kept as it was', async () => {
  const prompt = 'a "red" dragon\\n, {"a": 1}, \n 龙 🐉 ’; drop table generations; --'
  expect((await reserved({ settings: { prompt } })).prompt).toBe(prompt)
  const half = '🐉'.slice(0, 1)
  expect((await reserved({ settings: { prompt: `cut ${half}` } })).prompt).toBe('cut \u{fffd}')
})

test('what the API asks for has no message to wait for: it is queued at once, and counts like everything else', async () => {
  const generation = await reserved({
    userId: '100000000000000300',
    guildId: null,
    target: { kind: 'api' },
  })
  expect(generation).toMatchObject({
    state: 'queued',
    source: 'api',
    channelId: null,
    applicationId: null,
    interactionToken: null,
    interactionExpiresAt: null,
  })
  const unsettled = await findUnsettled(database.db, new Date(now.getTime() + 1))
  expect(unsettled.map(({ id }) => id)).toContain(generation.id)
  expect(await holdOf(generation)).toMatchObject({ state: 'HELD', pictures: 1, scope: 'dm' })
})

test('a row for Discord without its channel, or one for the API with a message, cannot be written', async () => {
  const { id } = await reserved()
  const forDiscord = database.db.update(generations).set({ channelId: null }).where(eq(generations.id, id))
  const broken = { cause: { constraint_name: 'generation_is_delivered_to_its_source' } }
  await expect(forDiscord).rejects.toMatchObject(broken)
  const api = await reserved({ target: { kind: 'api' }, guildId: null })
  const withMessage = database.db
    .update(generations)
    .set({ messageId: '600000000000000004' })
    .where(eq(generations.id, api.id))
  await expect(withMessage).rejects.toMatchObject(broken)
})
