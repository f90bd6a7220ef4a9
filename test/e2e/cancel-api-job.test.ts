import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { findGeneration } from '#db/generations.ts'
import { reserve } from '#db/reserve.ts'
import type { DiscordApi } from '#delivery/discord-api.ts'
import { createLogger } from '#process/logger.ts'
import { generationRequest, roomyBounds, roomyLimits } from '#test/support/generation-request.ts'
import { testDatabase } from '#test/support/test-database.ts'
import { cancelGeneration } from '#bot/pictures/cancel-generation.ts'

const database = testDatabase()

test('a waiting job of the API is cancelled without a message that says so', async () => {
  const terms = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now: new Date() }
  const request = generationRequest({ guildId: null, target: { kind: 'api' } })
  const reservation = await reserve(database.db, request, terms)
  if (reservation.outcome !== 'reserved') throw new Error('not reserved')
  const { id } = reservation.generation
  const removed: string[] = []
  await cancelGeneration(id, {
    db: database.db,
    // Whatever is called of it throws.
    api: {} as unknown as DiscordApi,
    clock: systemClock,
    faultPoint: () => {},
    logger: createLogger({ name: 'test', level: 'silent', pretty: false }),
    queue: { remove: ({ id: job }) => Promise.resolve(void removed.push(job)) },
  })
  expect(await findGeneration(database.db, id)).toMatchObject({ state: 'cancelled', failure: 'cancelled' })
  expect(removed).toEqual([id])
})
