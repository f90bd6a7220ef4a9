import { sql } from 'drizzle-orm'

/** The same for all transactions of a connection, as an option of it. */
export const unhurriedOption = '-c synchronous_commit=off'

/**
 * A condition that is always true. Its statement's transaction is answered before the disk has it: what a power cut takes within that second
 * is made up for, as a job is by the reconciler, or does not matter, as a picture's progress. A disk may take 20 ms each time.
 * (https://www.postgresql.org/docs/current/wal-async-commit.html)
 */
export const unhurried = sql`set_config('synchronous_commit', 'off', true) is not null`
