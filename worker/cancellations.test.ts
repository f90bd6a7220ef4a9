import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createLogger } from '#process/logger.ts'
import { cancelChannel } from '#db/cancel.ts'
import { connectDatabase, type Database } from '#db/connect.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/services/postgres.ts'
import { listenForCancellations } from './cancellations.ts'

vi.setConfig({ expect: { poll: { timeout: 20_000 } } })

let testDatabase: TestDatabase
let ours: Database
let others: Database
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  ours = connectDatabase(testDatabase.url)
  others = connectDatabase(testDatabase.url, { maxConnections: 1 })
})
afterAll(async () => {
  await ours.close()
  await others.close()
  await testDatabase.drop()
})

test('cancellations are heard at once, also after the database has gone and come back', async () => {
  const cancellations = await listenForCancellations(
    ours,
    createLogger({ name: 'test', level: 'silent', pretty: false }),
  )
  // Of these no row knows: only the notification can tell.
  const [before, after] = [randomUUID(), randomUUID()]
  const watched = [before, after].map((id) => cancellations.watch({ id, attempt: 1 }).cancelled)
  await others.sql.notify(cancelChannel, before)
  await expect.poll(() => watched.map(({ aborted }) => aborted)).toEqual([true, false])
  await others.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  await expect
    .poll(async () => {
      await others.sql.notify(cancelChannel, after)
      return watched[1]?.aborted
    })
    .toBe(true)
  await cancellations.stop()
})
