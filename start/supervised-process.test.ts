import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backOffMs } from './back-off.ts'
import { isAlive } from './embedded-postgres/pid-file.ts'
import { ownProcess } from '#process/own-process.ts'
import { superviseProcess, type SupervisedProcess } from './supervised-process.ts'

let folder = ''
let lines: string[] = []
const started: SupervisedProcess[] = []
const logger = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dragon-wings-child-'))
  lines = []
})
afterEach(async () => {
  for (const child of started.splice(0)) {
    child.kill()
    await child.stop(0)
  }
  rmSync(folder, { recursive: true, force: true })
})

const log = () => join(folder, 'log')
const events = () => readFileSync(log(), 'utf8').trim().split('\n')

function supervise(does: string): SupervisedProcess {
  const main = ownProcess('test/support/processes/supervised-child')
  const env = { ...process.env, CHILD_DOES: does, CHILD_LOG: log() }
  const child = superviseProcess({ name: 'painter', main, env }, logger)
  started.push(child)
  return child
}

test('a child that is killed is started again, from any working directory', async () => {
  const before = process.cwd()
  process.chdir(folder)
  try {
    const child = supervise('work')
    await child.ready
    const first = child.pid() ?? 0
    process.kill(first, 'SIGKILL')
    await vi.waitUntil(() => child.isReady() && child.pid() !== first, { timeout: 20_000 })
  } finally {
    process.chdir(before)
  }
  expect(lines.join('')).toContain('painter ended (SIGKILL), starting it again in 0.5 s')
})

test('what a child started itself ends with it', async () => {
  const child = supervise('with-child')
  await child.ready
  const pids = events().map((event) => Number(event.split(' ')[1]))
  expect(pids).toHaveLength(2)
  await child.stop(5000)
  await vi.waitUntil(() => !pids.some((pid) => isRunning(pid)), { timeout: 5000 })
})

test('stop asks first; what does not listen is killed after the grace period', async () => {
  const [polite, stubborn] = [supervise('work'), supervise('stubborn')]
  await Promise.all([polite.ready, stubborn.ready])
  const pids = [polite.pid() ?? 0, stubborn.pid() ?? 0]
  await Promise.all([polite.stop(5000), stubborn.stop(100)])
  expect(pids.some((pid) => isRunning(pid))).toBe(false)
  expect(events().filter((event) => event.startsWith('SIGTERM'))).toHaveLength(2)
  expect(lines.join('')).toContain('did not end within 0.1 s and is killed')
})

test('a child that says only a person can help is not started again', async () => {
  const child = supervise('hopeless')
  await child.hopeless
  expect(child.pid()).toBeUndefined()
  await child.stop(1000)
})

test('a crash loop is said in one sentence, and the pauses grow', async () => {
  supervise('crash')
  await vi.waitUntil(() => lines.some((line) => line.includes('3 times in a row')), { timeout: 20_000 })
  expect([1, 2, 3, 4, 20].map((crashes) => backOffMs(crashes))).toEqual([500, 1000, 2000, 4000, 30_000])
})

/** A process that ended and was not collected yet has no command line any more. */
function isRunning(pid: number): boolean {
  if (process.platform !== 'linux') return isAlive(pid)
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
  } catch {
    return false
  }
}
