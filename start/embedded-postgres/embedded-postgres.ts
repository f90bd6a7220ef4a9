import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { PersonError } from '#core/errors.ts'
import type { Logger } from '#process/logger.ts'
import { copyBinaries, findBinaries, readVersion, type PostgresBinaries } from './binaries.ts'
import { openCluster, type Cluster } from './cluster.ts'
import { findPostmaster, removeStalePidFile } from './pid-file.ts'
import { canReach, choosePlace } from './place.ts'
import { PostmasterFailed, startPostmaster, stopPostmaster, type Postmaster } from './postmaster.ts'
import { type RunAs } from './run-as.ts'
import { smallMachineSettings } from './settings.ts'
import { findUnprivilegedUser, type OsUser } from './unprivileged-user.ts'

/** Our database in the cluster. */
const databaseName = 'dragon_wings'
/** A port can be taken between asking for a free one and using it; leftovers of a killed server go within moments. */
const startAttempts = 20
const retryMs = 250

export interface EmbeddedPostgresOptions {
  /** The database goes below it; made if missing. The caller holds the lock on it: nobody else starts a server here. */
  dataDir: string
  logger?: Logger
  /** The port to listen on, where clients know an address already; otherwise a free one. */
  port?: number
  /** Further settings (`postgresql.conf` names); tests turn `fsync` off. */
  settings?: Readonly<Record<string, string>>
  /** Called once when the server ends without `stop()`. */
  onCrash?: () => void
}

export interface EmbeddedPostgres {
  /** `postgres://…@127.0.0.1:port/dragon_wings` */
  readonly url: string
  readonly port: number
  readonly pid: number
  /** The folder that holds the cluster: `dataDir`, or another where the server's user can't reach that. */
  readonly folder: string
  /** Fast shutdown; returns when the process is gone. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that npm brought along, on 127.0.0.1 with a random password. It runs in a session of its own,
 * survives us, and is stopped by `stop()`; one that a killed predecessor left behind is stopped first.
 * @throws {PersonError} with what to do about it
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { logger } = options
  const installed = await findBinaries()
  const user = await findUnprivilegedUser()
  const place = await choosePlace(options.dataDir, user)
  const binaries = await binariesFor(user, installed, place.folder)
  const runAs: RunAs = { user, folder: place.folder }
  const settings = { ...smallMachineSettings, ...options.settings }
  const cluster = await openCluster(binaries, runAs, { sync: settings['fsync'] !== 'off' })
  if (place.moved) {
    logger?.info(
      { folder: place.folder },
      `The database is in ${place.folder}: its user can't reach the data directory`,
    )
  }
  await clearLeftovers(binaries, runAs, cluster, logger)

  const { postmaster, port } = await startOnFreePort(binaries, runAs, cluster, settings, options.port)
  let stopping = false
  const watch = async () => {
    await postmaster.exited
    if (stopping) return
    logger?.error({ postgres: postmaster.pid }, 'The database ended by itself')
    options.onCrash?.()
  }
  void watch()
  const stop = async () => {
    stopping = true
    await stopPostmaster(binaries, runAs, { cluster: cluster.folder, pid: postmaster.pid })
    await postmaster.exited
  }
  try {
    await createDatabase(`postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`)
  } catch (error) {
    await stop()
    throw error
  }
  const version = await readVersion(binaries)
  logger?.info({ postgres: postmaster.pid, port, version }, `PostgreSQL ${version} runs on port ${port}`)
  return {
    url: databaseUrl(cluster.password, port),
    port,
    pid: postmaster.pid,
    folder: place.folder,
    stop,
  }
}

/** Where our database is. On this machine alone there is nothing to encrypt, and nothing to ask. */
export function databaseUrl(password: string, port: number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${databaseName}?sslmode=disable`
}

async function binariesFor(
  user: OsUser | undefined,
  installed: PostgresBinaries,
  folder: string,
): Promise<PostgresBinaries> {
  if (user === undefined || canReach(user, installed.postgres)) return installed
  return copyBinaries(installed, folder)
}

async function clearLeftovers(
  binaries: PostgresBinaries,
  runAs: RunAs,
  cluster: Cluster,
  logger: Logger | undefined,
): Promise<void> {
  const left = findPostmaster(cluster.folder)
  if (left !== undefined) {
    logger?.warn({ postgres: left.pid }, 'A database that a killed start left behind is stopped first')
    await stopPostmaster(binaries, runAs, { cluster: cluster.folder, pid: left.pid })
  } else if (await removeStalePidFile(cluster.folder)) {
    logger?.warn('A postmaster.pid whose number belongs to another program by now was removed')
  }
}

async function startOnFreePort(
  binaries: PostgresBinaries,
  runAs: RunAs,
  cluster: Cluster,
  settings: Readonly<Record<string, string>>,
  fixedPort: number | undefined,
): Promise<{ postmaster: Postmaster; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = fixedPort ?? (await findFreePort())
    try {
      const target = { cluster: cluster.folder, port, settings }
      return { postmaster: await startPostmaster(binaries, runAs, target), port }
    } catch (error) {
      if (!(error instanceof PostmasterFailed)) throw error
      const passing = /could not bind|could not create any TCP|still in use|already exists/.test(error.log)
      if (passing && attempt < startAttempts) {
        await sleep(retryMs)
        continue
      }
      throw new PersonError(
        'postgres_start',
        `The built-in PostgreSQL did not start in ${cluster.folder}; it said: ${error.log}`,
        { cause: error },
      )
    }
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function createDatabase(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    const found = await sql`select 1 from pg_database where datname = ${databaseName}`
    if (found.length === 0) await sql`create database ${sql(databaseName)}`
  } finally {
    await sql.end()
  }
}
