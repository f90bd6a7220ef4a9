import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { migrate } from '#db/migrate.ts'
import { startEmbeddedPostgres } from '#start/embedded-postgres/embedded-postgres.ts'
import { templateDatabase } from './template-database.ts'

/**
 * The process that owns the Postgres of a test run. It ends with its parent, however that ends: the channel between
 * them closes, the server is stopped and its folder removed.
 */
const folder = mkdtempSync(join(tmpdir(), 'dragon-wings-test-'))
// Started as root, the database runs as another user, who must be able to pass through.
chmodSync(folder, 0o711)
let finish: () => void = () => {}
const finished = new Promise<void>((resolve) => (finish = resolve))
process.on('disconnect', () => finish())
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

try {
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    // Nobody needs this data after a power cut.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', logging_collector: 'off' },
  })
  try {
    const sql = postgres(server.url, { max: 1, onnotice: () => {} })
    await sql`create database ${sql(templateDatabase)}`
    await sql.end()
    await migrate(server.url.replace(/[^/]+$/, templateDatabase))
    process.send?.({ url: server.url })
    await finished
  } finally {
    await server.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
