import { ceilingChangesSchema, initialOperatorState, type OperatorState } from '#core/operator.ts'
import type { Db } from './connect.ts'
import { operatorState } from './schema.ts'

export async function findOperatorState(db: Db): Promise<OperatorState> {
  const [row] = await db.select().from(operatorState)
  if (row === undefined) return initialOperatorState
  return { mode: row.mode, reason: row.reason, ceilings: ceilingChangesSchema.parse(row.ceilings) }
}

export interface Listener {
  channelId: string
  locale: string
  /** The interaction id of the `/owner drain` that started the wait. */
  interactionId: string
}

/** Sets the channel that hears when the queue is empty; null ends the waiting. */
export async function tellWhenEmpty(db: Db, listener: Listener | null): Promise<void> {
  const change = { tellWhenEmpty: listener }
  await db.insert(operatorState).values(change).onConflictDoUpdate({ target: operatorState.id, set: change })
}

export async function waitsForEmpty(db: Db): Promise<Listener | undefined> {
  const [row] = await db.select({ listener: operatorState.tellWhenEmpty }).from(operatorState)
  return row?.listener ?? undefined
}

export async function saveOperatorState(db: Db, change: Partial<OperatorState>): Promise<void> {
  await db.insert(operatorState).values(change).onConflictDoUpdate({ target: operatorState.id, set: change })
}
