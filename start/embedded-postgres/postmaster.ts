import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresBinaries } from './binaries.ts'
import { isAlive, readPidFile } from './pid-file.ts'
import { runProgram, spawnOptions, type RunAs } from './run-as.ts'

/** How long a start may take: recovery after a crash reads at most `max_wal_size` again. */
const startTimeoutMs = 120_000
/** How long clients have after a fast shutdown's rollback before the server is ended without a checkpoint. */
const stopTimeoutSeconds = 30
const pollMs = 15

/** A server that accepts connections. */
export interface Postmaster {
  readonly pid: number
  /** Settles when the process is gone, whoever ended it. */
  readonly exited: Promise<void>
}

/** A start that did not come to accept connections; `log` is what PostgreSQL said. */
export class PostmasterFailed extends Error {
  readonly log: string
  constructor(log: string) {
    super(`PostgreSQL did not start: ${log}`)
    this.log = log
  }
}

/** @throws {PostmasterFailed} */
export async function startPostmaster(
  binaries: PostgresBinaries,
  runAs: RunAs,
  options: { cluster: string; port: number; settings: Readonly<Record<string, string>> },
): Promise<Postmaster> {
  const logFile = join(runAs.folder, 'postgres-start.log')
  const log = openSync(logFile, 'w', 0o600)
  const settings = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A session of its own: Ctrl-C goes to every process of the terminal's group, and this one must outlive the others.
  // No pipes: a server that outlives us would block or fail on them.
  const child = spawn(binaries.postgres, ['-D', options.cluster, '-p', String(options.port), ...settings], {
    ...spawnOptions(runAs),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  const exited = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve())
    child.once('error', reject)
  })
  const pid = child.pid
  const state = { gone: pid === undefined }
  void exited.catch(() => {}).then(() => (state.gone = true))

  const deadline = Date.now() + startTimeoutMs
  while (!state.gone && Date.now() < deadline) {
    const file = readPidFile(options.cluster)
    if (pid !== undefined && file?.pid === pid && file.status === 'ready') return { pid, exited }
    await sleep(pollMs)
  }
  child.kill('SIGKILL')
  // The reason spawn itself gives, when there was no process at all.
  await exited
  throw new PostmasterFailed(readFileSync(logFile, 'utf8').trim())
}

/** Fast shutdown: transactions are rolled back, a checkpoint is written; after a time-out without the latter. */
export async function stopPostmaster(
  binaries: PostgresBinaries,
  runAs: RunAs,
  server: { cluster: string; pid: number },
): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    const options = ['-D', server.cluster, '-m', mode, '-w', '-t', String(stopTimeoutSeconds)]
    const { status } = await runProgram(binaries.pg_ctl, ['stop', ...options], runAs)
    if (status === 0 || !isAlive(server.pid)) return
  }
}
