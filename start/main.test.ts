import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('..', import.meta.url))
const logLine = z.looseObject({ msg: z.string(), level: z.number() })
type LogLine = z.infer<typeof logLine>

let dataDir = ''
const running: Start[] = []
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'dragon-wings-start-'))
  chmodSync(dataDir, 0o711)
})
afterEach(async () => {
  for (const start of running.splice(0)) await start.end()
  rmSync(dataDir, { recursive: true, force: true })
})

/** One `npm start` as a person's shell would run it, and what it says. */
class Start {
  readonly process: ChildProcess
  readonly lines: LogLine[] = []
  errors = ''
  readonly exited: Promise<unknown[]>

  constructor(environment: Record<string, string> = {}) {
    const own = {
      DATA_DIR: dataDir,
      HTTP_PORT: '0',
      LOG_LEVEL: 'debug',
      MODEL: join(root, 'test/fixtures/diffusers/model'),
    }
    const { PATH, HOME } = process.env
    this.process = spawn(process.execPath, [join(root, 'compile/run.js'), 'start/main'], {
      // Not the repository: it works from anywhere, and a developer's own .env has no say.
      cwd: dataDir,
      // As npm does it: should this test be killed, the start stops as well.
      env: { PATH, HOME, npm_lifecycle_event: 'start', ...own, ...environment },
      // A group of its own, like that of a job in a terminal.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const { stdout, stderr } = this.process
    if (stdout === null || stderr === null) throw new Error('No pipes')
    createInterface(stdout).on('line', (line) => this.lines.push(logLine.parse(JSON.parse(line))))
    stderr.on('data', (data: Buffer) => (this.errors += data.toString()))
    this.exited = once(this.process, 'exit')
    running.push(this)
  }

  async saying(text: string): Promise<LogLine> {
    const find = () => this.lines.find((line) => line.msg.includes(text))
    const heard = () => [...this.lines.map((line) => line.msg), this.errors].join('\n')
    const gone = this.exited.then(() => {
      throw new Error(`It ended without saying "${text}", but:\n${heard()}`)
    })
    const found = vi.waitUntil(find, { timeout: 100_000 }).catch((error: unknown) => {
      throw new Error(`It did not say "${text}", but:\n${heard()}`, { cause: error })
    })
    return Promise.race([found, gone])
  }

  /** The address that it serves. */
  async url(): Promise<string> {
    return z.string().parse((await this.saying('paints'))['url'])
  }

  async pids(): Promise<{ bot: number; worker: number; postgres: number }> {
    const number = async (text: string, key: string) => z.number().parse((await this.saying(text))[key])
    return {
      bot: await number('the bot is ready', 'child'),
      worker: await number('the worker is ready', 'child'),
      postgres: await number('PostgreSQL', 'postgres'),
    }
  }

  /** To the whole group, as a terminal does. */
  signal(signal: NodeJS.Signals): void {
    if (this.process.pid !== undefined && this.process.exitCode === null)
      process.kill(-this.process.pid, signal)
  }

  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return
    this.signal('SIGTERM')
    await this.exited
  }
}

/** /imagine as the playground's member types it. */
const imagine = (url: string, options: Record<string, string | number>) =>
  fetch(`${url}/api/playground/imagine`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ size: '64x64', ...options }),
  })

/** How many finished pictures the member finds on opening the page: each has one Reroll button. */
async function picturesInChannel(url: string): Promise<number> {
  const stop = new AbortController()
  const answer = await fetch(`${url}/playground/events?as=member`, { signal: stop.signal })
  let text = ''
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    if (text.includes('\n\n')) break
  }
  stop.abort()
  return text.split('"label":"Reroll"').length - 1
}

const isRunning = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
  } catch {
    return false
  }
}

test(
  'kill -9 leaves nothing that a new start would stumble over; Ctrl-C stops everything, the database last',
  { timeout: 180_000 },
  async () => {
    const first = new Start()
    const killed = await first.pids()
    // A picture is on its way when the plug is pulled.
    const accepted = (
      await imagine(await first.url(), { prompt: 'a blue whale', steps: 60 })
    ).body?.getReader()
    await accepted?.read()
    // The parent and the database; bot and worker must notice by themselves.
    first.process.kill('SIGKILL')
    process.kill(killed.postgres, 'SIGKILL')

    const second = new Start()
    const url = await second.url()
    await vi.waitUntil(() => !isRunning(killed.bot) && !isRunning(killed.worker), { timeout: 20_000 })
    const health = await fetch(`${url}/api/health`)
    expect([health.status, await health.json()]).toMatchObject([200, { status: 'ok', reasons: [] }])

    const third = new Start()
    expect(await third.exited).toEqual([78, null])
    expect(third.errors).toContain(`already runs in ${dataDir} (process ${second.process.pid})`)

    await vi.waitUntil(async () => (await picturesInChannel(url)) > 0, { timeout: 60_000, interval: 500 })
    const answer = await imagine(url, { prompt: 'a red dragon', steps: 2 })
    const seen = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(seen.at(-1)).toMatchObject({ done: true, pictures: [expect.any(String)] })
    const png = Buffer.from(await (await fetch(seen.at(-1).pictures[0])).arrayBuffer())
    expect(png.subarray(1, 4).toString()).toBe('PNG')

    // The one from before the kill, once, and this one.
    expect(await picturesInChannel(url)).toBe(2)

    const pids = await second.pids()
    second.signal('SIGINT')
    expect(await second.exited).toEqual([0, null])
    expect(Object.values(pids).filter((pid) => isRunning(pid))).toEqual([])
    const closed = second.lines.map((line) => line.msg).filter((msg) => msg.endsWith(' closed'))
    expect(closed.indexOf('bot and worker closed')).toBeGreaterThanOrEqual(0)
    expect(closed.indexOf('bot and worker closed')).toBeLessThan(closed.indexOf('the database closed'))
    expect(second.lines.filter((line) => line.level >= 50)).toEqual([])
  },
)

test('the page is there before the database is, and says who is awaited', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = z.object({ port: z.number() }).parse(silent.address())
  const start = new Start({ DATABASE_URL: `postgres://postgres@127.0.0.1:${port}/nobody` })
  try {
    const url = z.string().parse((await start.saying('HTTP answers'))['url'])
    const ask = (path: string, accept: string) =>
      fetch(`${url}${path}`, { headers: { accept } }).catch(() => undefined)
    await expect.poll(async () => (await ask('/', 'text/html'))?.status, { timeout: 60_000 }).toBe(200)
    expect(await (await ask('/api/health', '*/*'))?.json()).toMatchObject({
      reasons: [expect.stringContaining('the database is being started')],
    })
    const picture = await fetch(`${url}/v1/images/generations`, { method: 'POST' })
    expect([picture.status, picture.headers.get('retry-after')]).toEqual([503, '3'])
    const shell = await imagine(url, { prompt: 'a red dragon' })
    expect([shell.status, await shell.json()]).toEqual([
      503,
      { error: 'Dragon Wings is still starting: try again in a few seconds.' },
    ])
  } finally {
    silent.close()
  }
  expect(await start.exited).toEqual([78, null])
})

test('what is wrong with the environment is said in one go, before anything is started', async () => {
  const start = new Start({ HTTP_PORT: 'eighty', DEVICE: 'gpu' })
  expect(await start.exited).toEqual([78, null])
  expect(start.errors).toMatch(/DEVICE.*\n.*HTTP_PORT/)
  expect(start.errors).not.toContain('    at ')
})
