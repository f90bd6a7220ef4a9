import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import postgres from 'postgres'
import { expect, test, vi } from 'vitest'
import { readPidFile } from './embedded-postgres/pid-file.ts'
import { keepEmbeddedPostgres } from './database.ts'

test('a database that dies comes back on the same address, with its data', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dragon-wings-kept-'))
  chmodSync(dataDir, 0o711)
  const kept = await keepEmbeddedPostgres({
    dataDir,
    logger: pino({ level: 'silent' }),
    settings: { fsync: 'off' },
  })
  const sql = postgres(kept.url, { max: 1, backoff: () => 0.1, onnotice: () => {} })
  try {
    await sql`create table kept as select 7 as seven`
    process.kill(readPidFile(join(dataDir, 'postgres'))?.pid ?? 0, 'SIGKILL')
    const rows = await vi.waitFor(() => sql`select seven from kept`, { timeout: 20_000, interval: 50 })
    expect(rows).toEqual([{ seven: 7 }])
  } finally {
    await sql.end()
    await kept.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
