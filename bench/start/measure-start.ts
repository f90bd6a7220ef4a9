import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { nodeProcessesBelow, type NodeProcess } from './processes.ts'

export interface StartMeasured {
  /** From `npm start` until the page answers, and until pictures can be painted, in seconds. */
  page: number
  healthy: number
  /** At rest, some time after that. */
  processes: NodeProcess[]
}

const pollMs = 20
const longestMs = 300_000

/**
 * `npm start` in a checkout, with a data directory of its own and no Discord token, as somebody does it who has just cloned it; stopped again as
 * with Ctrl-C.
 * @param restMs how long it is left alone before its memory is looked at
 */
export async function measureStart(checkout: string, port: number, restMs: number): Promise<StartMeasured> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-start-'))
  const url = `http://127.0.0.1:${port}`
  const started = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: checkout,
    stdio: 'ignore',
    detached: true,
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      HTTP_PORT: String(port),
      LOG_LEVEL: 'fatal',
      DISCORD_TOKEN: '',
    },
  })
  const exited = once(child, 'exit')
  try {
    const answers = async (path: string, accept: string) => {
      for (;;) {
        const found = await fetch(`${url}${path}`, { headers: { accept } }).catch(() => undefined)
        await found?.arrayBuffer()
        if (found?.ok === true) return (performance.now() - started) / 1000
        if (child.exitCode !== null || performance.now() - started > longestMs)
          throw new Error(`${checkout} did not start`)
        await wait(pollMs)
      }
    }
    const [page, healthy] = await Promise.all([answers('/', 'text/html'), answers('/api/health', '*/*')])
    await wait(restMs)
    return { page, healthy, processes: child.pid === undefined ? [] : nodeProcessesBelow(child.pid) }
  } finally {
    // Ctrl-C reaches the whole group.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    await exited
    await rm(dataDir, { recursive: true, force: true })
  }
}
