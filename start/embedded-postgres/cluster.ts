import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { PersonError } from '#core/errors.ts'
import { readVersion, type PostgresBinaries } from './binaries.ts'
import { runProgram, type RunAs } from './run-as.ts'

/** A data directory that initdb made, and the password of its superuser `postgres`. */
export interface Cluster {
  readonly folder: string
  readonly password: string
  /** Whether this call made it. */
  readonly isNew: boolean
}

/**
 * Opens the cluster below `runAs.folder`, or makes one. It is made aside and renamed when whole, so that a crash
 * leaves nothing half.
 * @throws {PersonError} `postgres_other_version`, `postgres_no_password`
 */
export async function openCluster(
  binaries: PostgresBinaries,
  runAs: RunAs,
  options: { sync: boolean },
): Promise<Cluster> {
  const folder = join(runAs.folder, 'postgres')
  const passwordFile = join(runAs.folder, 'postgres.password')
  if (existsSync(folder)) {
    await refuseOtherVersion(folder, binaries)
    return { folder, password: await readPassword(passwordFile), isNew: false }
  }
  const password = randomBytes(24).toString('base64url')
  await rm(passwordFile, { force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (runAs.user !== undefined) await chown(passwordFile, runAs.user.uid, runAs.user.gid)
  await initialise(binaries, runAs, { folder, passwordFile, sync: options.sync })
  return { folder, password, isNew: true }
}

async function initialise(
  binaries: PostgresBinaries,
  runAs: RunAs,
  target: { folder: string; passwordFile: string; sync: boolean },
): Promise<void> {
  const partial = `${target.folder}.partial`
  await rm(partial, { recursive: true, force: true })
  await makeFolderFor(partial, runAs)
  const { status, output } = await runProgram(
    binaries.initdb,
    [
      `--pgdata=${partial}`,
      '--username=postgres',
      `--pwfile=${target.passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      // PostgreSQL's own collation: it does not change with the operating system's.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(target.sync ? [] : ['--no-sync']),
    ],
    runAs,
  )
  if (status !== 0) {
    throw new PersonError('postgres_initdb', `The database could not be made in ${target.folder}: ${output}`)
  }
  await rename(partial, target.folder)
}

async function makeFolderFor(folder: string, { user }: RunAs): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  if (user !== undefined) await chown(folder, user.uid, user.gid)
}

async function refuseOtherVersion(folder: string, binaries: PostgresBinaries): Promise<void> {
  const written = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim()
  const ours = (await readVersion(binaries)).split('.')[0]
  if (written === ours) return
  throw new PersonError(
    'postgres_other_version',
    `${folder} was written by PostgreSQL ${written}, and this version of Dragon Wings brings PostgreSQL ${ours}: dump it with a PostgreSQL ${written} (pg_dumpall), move the folder away, start, and load the dump; or only move it away to begin with an empty database.`,
  )
}

async function readPassword(file: string): Promise<string> {
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim()
  throw new PersonError(
    'postgres_no_password',
    `${file} is missing, without which the database beside it can't be opened: bring ${basename(file)} back from a backup, or move the folder postgres away to begin with an empty database.`,
  )
}
