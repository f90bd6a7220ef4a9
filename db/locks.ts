import type { Database } from './connect.ts'

/** The numbers of our advisory locks; BullMQ uses other numbers. */
export const advisoryLocks = {
  migrate: 5_871_001,
  reconcile: 5_871_002,
  tellPositions: 5_871_003,
  cleanUp: 5_871_004,
  erase: 5_871_005,
  store: 5_871_006,
  sweepStore: 5_871_007,
  tellDrained: 5_871_008,
  callBack: 5_871_009,
} as const

type Locks = Pick<Database, 'lockSql'>

/** Runs `work` while holding an advisory lock; waits for the lock. Should the database restart meanwhile, the lock is lost. */
export async function withAdvisoryLock<T>(
  { lockSql }: Locks,
  lock: number,
  work: () => Promise<T>,
): Promise<T> {
  await lockSql`select pg_advisory_lock(${lock})`
  try {
    return await work()
  } finally {
    await lockSql`select pg_advisory_unlock(${lock})`
  }
}

/** As `withAdvisoryLock`, but gives up at once when another process holds the lock; then the answer is undefined. */
export async function tryAdvisoryLock<T>(
  { lockSql }: Locks,
  lock: number,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const [row] = await lockSql<{ held: boolean }[]>`select pg_try_advisory_lock(${lock}) as held`
  if (row?.held !== true) return undefined
  try {
    return await work()
  } finally {
    await lockSql`select pg_advisory_unlock(${lock})`
  }
}
