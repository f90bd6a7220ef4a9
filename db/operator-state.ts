import { ceilingChangesSchema, initialOperatorState, type OperatorState } from '#core/operator.ts'
import type { Db } from './connect.ts'
import { operatorState } from './schema.ts'

export async function findOperatorState(db: Db): Promise<OperatorState> {
  const [row] = await db.select().from(operatorState)
  if (row === undefined) return initialOperatorState
  return { mode: row.mode, reason: row.reason, ceilings: ceilingChangesSchema.parse(row.ceilings) }
}

export async function saveOperatorState(db: Db, change: Partial<OperatorState>): Promise<void> {
  await db.insert(operatorState).values(change).onConflictDoUpdate({ target: operatorState.id, set: change })
}
