import { expect, test } from 'vitest'
import { placesInLine, placesOf } from '#core/queue-outlook.ts'
import { generationRequest, roomyBounds, roomyLimits } from '#test/support/generation-request.ts'
import { testDatabase } from '#test/support/test-database.ts'
import { markQueued, takeOver } from './generations.ts'
import { reserve } from './reserve.ts'
import { linedUp, queueRows } from './waiting.ts'

const database = testDatabase()

test('of some requests the database counts the place that all of them, looked through, give', async () => {
  const { db } = database
  const now = new Date()
  const ids: string[] = []
  for (let i = 0; i < 12; i++) {
    const userId = `10000000000000000${i % 5}`
    const request = generationRequest({ userId, settings: { model: `tiny-${i % 2}`, steps: 1 + i } })
    const terms = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now }
    const answer = await reserve(db, request, terms)
    if (answer.outcome !== 'reserved') throw new Error(answer.outcome)
    await markQueued(db, answer.generation.id, String(i))
    ids.push(answer.generation.id)
  }
  const [first = '', second = '', third = ''] = ids
  await takeOver(db, first)
  await takeOver(db, second)
  const painters = [{ models: [{ name: 'tiny-0' }], speed: 2 }]
  const all = placesInLine(await queueRows(db), painters, now)
  expect(all).toHaveLength(12)
  const asked = [third, ids[7] ?? '']
  const some = placesOf(await linedUp(db, asked), painters, now)
  // Those that are painted come along.
  expect(some.map(({ id }) => id).toSorted()).toEqual([first, second, ...asked].toSorted())
  for (const place of some) expect(place).toEqual(all.find(({ id }) => id === place.id))
})
