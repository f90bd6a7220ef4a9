import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { PersonError } from '#core/errors.ts'

const run = promisify(execFile)

/** The operating system's numbers of a user that Postgres can run as. */
export interface OsUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** In the order of preference: the first that this system knows is taken; none is ever created. */
const candidates = ['postgres', '_postgres', 'nobody', 'daemon']

/**
 * Postgres refuses to run as root. Where we are root, this finds an unprivileged user that exists already;
 * where we are not, Postgres runs as we do and the answer is `undefined`.
 */
export async function findUnprivilegedUser(): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const name of candidates) {
    const [uid, gid] = await Promise.all([osId('-u', name), osId('-g', name)])
    if (uid !== undefined && gid !== undefined) return { name, uid, gid }
  }
  throw new PersonError(
    'postgres_no_user',
    `Started as root, and PostgreSQL refuses to run as root, but none of the users ${candidates.join(', ')} exists: start as another user, or set DATABASE_URL to a PostgreSQL of your own.`,
  )
}

async function osId(flag: '-u' | '-g', name: string): Promise<number | undefined> {
  const answer = await run('id', [flag, name]).catch(() => undefined)
  const id = Number(answer?.stdout.trim() || Number.NaN)
  // macOS gives nobody the number 2^32 - 2, which is more than spawn takes.
  return Number.isInteger(id) && id > 0 && id < 2 ** 31 ? id : undefined
}
