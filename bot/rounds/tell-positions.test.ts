import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { requestCancel } from '#db/cancel.ts'
import { markQueued } from '#db/generations.ts'
import { reserve } from '#db/reserve.ts'
import { settleWithout } from '#db/settle.ts'
import type { DiscordApi } from '#delivery/discord-api.ts'
import { createLogger } from '#process/logger.ts'
import { generationRequest, roomyBounds, roomyLimits } from '#test/support/generation-request.ts'
import { testDatabase } from '#test/support/test-database.ts'
import { positionTeller } from './tell-positions.ts'

const database = testDatabase()

async function queued(userId: string): Promise<{ id: string; interaction: string }> {
  const terms = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now: new Date() }
  const reserved = await reserve(database.db, generationRequest({ userId }), terms)
  if (reserved.outcome !== 'reserved') throw new Error('not reserved')
  const { id, idempotencyKey } = reserved.generation
  await markQueued(database.db, id, '6')
  return { id, interaction: idempotencyKey }
}

test('a place that is told while its person cancels is not the last word', async () => {
  await queued('1')
  const second = await queued('2')
  const edits: { of: string; content: string }[] = []
  let cancelled = false
  const api: Pick<DiscordApi, 'editOriginal'> = {
    async editOriginal({ id }, { content }) {
      // They press Cancel, are told, and it is settled, before this edit gets there.
      if (!cancelled) {
        cancelled = true
        await requestCancel(database.db, second.id)
        await settleWithout(database.db, {
          id: second.id,
          from: ['queued'],
          to: 'cancelled',
          failure: 'cancelled',
        })
      }
      edits.push({ of: id, content })
    },
  }
  const tell = positionTeller({
    db: database.db,
    // Nothing else of Discord is asked here.
    api: api as DiscordApi,
    clock: systemClock,
    logger: createLogger({ name: 'test', level: 'silent', pretty: false }),
  })
  await tell()
  expect(edits.map(({ of }) => of)).toEqual([second.interaction, second.interaction])
  expect(edits.at(-1)?.content).toMatch(/Cancelled/)
  await tell()
  expect(edits).toHaveLength(2)
})
