import { and, eq, inArray, notInArray, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { giveShareBack } from './fair-shares.ts'
import type { Fence } from './generations.ts'
import { type NewImage, type PaintedOutcome, setPainted, writeImages } from './images.ts'
import { generations, quotaHolds } from './schema.ts'
import { statement } from './statement.ts'

const settled = ['delivered', 'failed', 'cancelled', 'released'] as const

/** `messageId`: the message in Discord, null where there is none. */
interface Delivered {
  pictures: number
  messageId: string | null
}

/**
 * The picture is where its person finds it: HELD becomes COMMITTED with what was delivered. False: another attempt has the row.
 */
export async function settleDelivered(db: Db, fence: Fence, delivered: Delivered): Promise<boolean> {
  return db.transaction((tx) => writeDelivered(tx, fence, delivered))
}

/**
 * `markPainted` and `settleDelivered` at once, for pictures that nobody has to be shown: in the store they are where their person finds
 * them, and who waits for them is told once.
 */
export async function settlePainted(
  db: Db,
  fence: Fence,
  painted: NewImage[],
  outcome: PaintedOutcome,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const row = await setPainted(tx, fence, outcome)
    if (row === undefined) return false
    const [, delivered] = await Promise.all([
      writeImages(tx, row, painted),
      writeDelivered(tx, fence, { pictures: painted.length, messageId: null }),
    ])
    return delivered
  })
}

async function writeDelivered(tx: Db, fence: Fence, { pictures, messageId }: Delivered): Promise<boolean> {
  const { id, attempt } = fence
  const settled = await setDelivered(tx, { id, attempt, messageId, pictures })
  return settled.length > 0
}

/** The row and its hold, both or neither. */
const setDelivered = statement((db) => {
  const delivered = db.$with('delivered').as(
    db
      .update(generations)
      .set({
        state: 'delivered',
        messageId: sql`${sql.placeholder('messageId')}::text`,
        interactionToken: null,
        settledAt: sql`now()`,
      })
      .where(
        and(
          eq(generations.id, sql.placeholder('id')),
          eq(generations.attempt, sql.placeholder('attempt')),
          eq(generations.state, 'painted'),
        ),
      )
      .returning({ id: generations.id }),
  )
  const committed = db.$with('committed').as(
    db
      .update(quotaHolds)
      .set({ state: 'COMMITTED', pictures: sql`${sql.placeholder('pictures')}::smallint` })
      .from(delivered)
      .where(eq(quotaHolds.generationId, delivered.id))
      .returning({ id: quotaHolds.generationId }),
  )
  return db.with(delivered, committed).select().from(delivered)
})

/**
 * It ends without a picture: HELD becomes RELEASED, given back to the day it was taken from.
 * Without an attempt any process may end a row that is in one of the states `from`. False: it had ended, or another attempt
 * has it.
 */
export async function settleWithout(
  db: Db,
  end: {
    id: string
    attempt?: number
    from: ('reserved' | 'queued' | 'painting' | 'painted')[]
    to: 'failed' | 'cancelled' | 'released'
    failure: string | null
    /** Kept for those who fetch the answer: nobody else tells them. */
    failureText?: string
  },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .update(generations)
      .set({
        state: end.to,
        failure: end.failure,
        failureText: sql`case when ${generations.source} = 'discord' then null else ${end.failureText ?? null}::text end`,
        interactionToken: null,
        settledAt: sql`now()`,
      })
      .where(
        and(
          eq(generations.id, end.id),
          end.attempt === undefined ? undefined : eq(generations.attempt, end.attempt),
          inArray(generations.state, end.from),
          notInArray(generations.state, [...settled]),
        ),
      )
      .returning()
    const [ended] = rows
    if (ended === undefined) return false
    await tx
      .update(quotaHolds)
      .set({ state: 'RELEASED', pictures: 0 })
      .where(eq(quotaHolds.generationId, end.id))
    if (ended.startedAt === null) await giveShareBack(tx, { queue: ended.model, ...ended })
    return true
  })
}
