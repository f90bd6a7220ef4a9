import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PersonError } from '#core/errors.ts'
import type { OsUser } from './unprivileged-user.ts'

/** Tried in this order, each only when it can be written to and the user can reach it. */
const fallbackParents = ['/var/lib/dragon-wings', '/var/tmp']

/** In DATA_DIR: where the database is when it can't be in DATA_DIR itself. */
const pointerName = 'postgres.location'

/**
 * The folder that holds the database: `dataDir` itself, or, where `user` can't reach that (below a home of mode 700),
 * one that works, which a pointer file in `dataDir` remembers from then on.
 */
export async function choosePlace(
  dataDir: string,
  user: OsUser | undefined,
): Promise<{ folder: string; moved: boolean }> {
  // Passing through must be possible for the database's user; what is inside is still protected by its own modes.
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  const pointer = join(dataDir, pointerName)
  if (existsSync(pointer)) return { folder: await followPointer(pointer), moved: true }
  if (user === undefined || canReach(user, dataDir)) return { folder: dataDir, moved: false }
  const folder = await makeFallback(dataDir, user)
  await writeFile(pointer, `${folder}\n`)
  return { folder, moved: true }
}

/** Whether `user` can enter the folder, or run the program, at `path`; the operating system itself is asked. */
export function canReach(user: OsUser, path: string): boolean {
  const { uid, gid } = user
  const asked = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { uid, gid, cwd: '/' })
  return asked.status === 0
}

async function followPointer(pointer: string): Promise<string> {
  const folder = (await readFile(pointer, 'utf8')).trim()
  if (existsSync(folder)) return folder
  throw new PersonError(
    'postgres_place_missing',
    `${pointer} says that the database is in ${folder}, which does not exist: bring it back, or delete ${pointer} to begin with an empty database.`,
  )
}

async function makeFallback(dataDir: string, user: OsUser): Promise<string> {
  for (const parent of fallbackParents) {
    const folder = await makeFolderIn(parent).catch(() => undefined)
    if (folder !== undefined && canReach(user, folder)) return folder
  }
  throw new PersonError(
    'postgres_no_place',
    `Started as root, PostgreSQL runs as the user ${user.name}, who can reach neither ${dataDir} nor ${fallbackParents.join(' nor ')}: set DATA_DIR to a folder that everybody can enter, or start as another user.`,
  )
}

async function makeFolderIn(parent: string): Promise<string> {
  if (!existsSync(parent)) {
    await mkdir(parent)
    await chmod(parent, 0o755)
  }
  // A random name: nobody can have put something there before.
  const folder = await mkdtemp(join(parent, 'dragon-wings-'))
  await chmod(folder, 0o711)
  return folder
}
