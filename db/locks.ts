import type postgres from 'postgres'

/** The numbers of our advisory locks; BullMQ's own are elsewhere in the 64-bit space. */
export const advisoryLocks = {
  migrate: 5_871_001,
  reconcile: 5_871_002,
  tellPositions: 5_871_003,
  cleanUp: 5_871_004,
  erase: 5_871_005,
} as const

/** Runs `work` while holding an advisory lock on a connection of its own; waits for the lock. */
export async function withAdvisoryLock<T>(
  sql: postgres.Sql,
  lock: number,
  work: () => Promise<T>,
): Promise<T> {
  const connection = await sql.reserve()
  try {
    await connection`select pg_advisory_lock(${lock})`
    try {
      return await work()
    } finally {
      await connection`select pg_advisory_unlock(${lock})`
    }
  } finally {
    connection.release()
  }
}

/** As `withAdvisoryLock`, but gives up at once when another process holds the lock; then the answer is undefined. */
export async function tryAdvisoryLock<T>(
  sql: postgres.Sql,
  lock: number,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const connection = await sql.reserve()
  try {
    const [row] = await connection<{ held: boolean }[]>`select pg_try_advisory_lock(${lock}) as held`
    if (row?.held !== true) return undefined
    try {
      return await work()
    } finally {
      await connection`select pg_advisory_unlock(${lock})`
    }
  } finally {
    connection.release()
  }
}
