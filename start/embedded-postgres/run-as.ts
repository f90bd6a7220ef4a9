import { spawn } from 'node:child_process'
import type { OsUser } from './unprivileged-user.ts'

/** How one of PostgreSQL's programs is run: as whom, and in which folder. */
export interface RunAs {
  readonly user: OsUser | undefined
  readonly folder: string
}

/** Options of `spawn` for PostgreSQL's programs: nothing of our environment, least of all tokens, reaches them. */
export function spawnOptions({ user, folder }: RunAs) {
  const inherited = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'windir']
  const env = Object.fromEntries(inherited.map((name) => [name, process.env[name]]))
  return {
    cwd: folder,
    env: { ...env, LC_ALL: 'C', TZ: 'UTC' },
    windowsHide: true,
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  }
}

/** Runs a program to its end. `output` is what it said on stdout and stderr. */
export function runProgram(
  program: string,
  args: readonly string[],
  runAs: RunAs,
): Promise<{ status: number | null; output: string }> {
  const child = spawn(program, args, { ...spawnOptions(runAs), stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) =>
      resolve({ status, output: Buffer.concat(chunks).toString('utf8').trim() }),
    )
  })
}
