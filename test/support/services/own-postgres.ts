import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { startEmbeddedPostgres } from '#start/embedded-postgres/embedded-postgres.ts'

/** PEM texts. */
export interface ServerCertificate {
  readonly cert: string
  readonly key: string
}

export interface OwnPostgres {
  /** Of its empty database; says nothing of TLS. */
  readonly url: string
  /** An outage: connections end, and nobody listens. */
  stop(): Promise<void>
  /** The same data on the same address. */
  start(): Promise<void>
  offerTls(certificate: ServerCertificate): Promise<void>
  /** Ends it and removes its data. */
  remove(): Promise<void>
}

/** A PostgreSQL of a test's own, for those who stop it or change how it listens. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dragon-wings-own-'))
  // Started as root, the database runs as another user, who must be able to pass through.
  chmodSync(dataDir, 0o711)
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    logging_collector: 'off',
  }
  let server = await startEmbeddedPostgres({ dataDir, settings })
  const { port, url } = server
  return {
    url: url.replace(/\?.*$/, ''),
    stop: () => server.stop(),
    start: async () => {
      server = await startEmbeddedPostgres({ dataDir, settings, port })
    },
    async offerTls({ cert, key }) {
      const sql = postgres(url, { max: 1 })
      const [row] = await sql<{ data_directory: string }[]>`show data_directory`
      const folder = row?.data_directory ?? ''
      const { uid, gid } = statSync(folder)
      for (const [name, text] of Object.entries({ 'server.crt': cert, 'server.key': key })) {
        const file = join(folder, name)
        // PostgreSQL takes a key that nobody but its own user can read.
        writeFileSync(file, text, { mode: 0o600 })
        chownSync(file, uid, gid)
      }
      await sql`alter system set ssl = on`
      await sql`select pg_reload_conf()`
      await sql.end()
    },
    async remove() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
