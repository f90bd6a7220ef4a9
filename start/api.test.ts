import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = join(root, 'compile/run.js')
const dataDir = mkdtempSync(join(tmpdir(), 'dragon-wings-api-'))
chmodSync(dataDir, 0o711)
const { PATH, HOME } = process.env
const env = {
  PATH,
  HOME,
  DATA_DIR: dataDir,
  HTTP_PORT: '0',
  MODEL: join(root, 'test/fixtures/diffusers/model'),
}
let start: ChildProcess
let url = ''
let key = ''
beforeAll(async () => {
  start = spawn(process.execPath, [run, 'start/main'], {
    cwd: dataDir,
    env: { ...env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (start.stdout === null) throw new Error('No pipe')
  for await (const line of createInterface(start.stdout)) {
    const [, docs, printed] = /The API is at (\S+)\/api\/docs, a key for it: (dw_[\w-]+)/.exec(line) ?? []
    if (docs === undefined || printed === undefined) continue
    url = docs
    key = printed
    break
  }
}, 120_000)
afterAll(async () => {
  start.kill('SIGTERM')
  await once(start, 'exit')
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

const keys = (...args: string[]) =>
  promisify(execFile)(process.execPath, [run, 'start/keys', ...args], { cwd: dataDir, env })
const ask = (path: string, by: string, init: RequestInit = {}) =>
  fetch(`${url}${path}`, {
    ...init,
    headers: { Authorization: `Bearer ${by}`, 'Content-Type': 'application/json' },
  })

test('npm start serves the API, and prints a key that paints', async () => {
  const body = JSON.stringify({ prompt: 'a red dragon', width: 64, height: 64, steps: 2 })
  const accepted = await ask('/api/generate', key, { method: 'POST', body })
  expect(accepted.status).toBe(202)
  const { status_url } = z.object({ status_url: z.string() }).parse(await accepted.json())
  const status: unknown = await (await ask(`${status_url}?wait=60`, key)).json()
  expect(status).toMatchObject({ status: 'completed', images: [{ width: 64 }] })
}, 90_000)

test('the playground keeps / for browsers, and programs are told what this is', async () => {
  const page = await fetch(url, { headers: { Accept: 'text/html,*/*' } })
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(await (await fetch(url)).json()).toMatchObject({ name: 'Dragon Wings' })
})

test('npm run keys makes, lists and revokes keys while it runs', async () => {
  const { stdout } = await keys('create', '--user', '100000000000000009', '--name', 'a script')
  const made = stdout.trim()
  expect(made).toMatch(/^dw_[\w-]{43}$/)
  expect((await ask('/api/quota', made)).status).toBe(200)
  const listed = await keys('list', '--user', '100000000000000009')
  expect(listed.stdout).toContain('a script')
  expect(listed.stdout).not.toContain(made)
  await keys('revoke', 'a script')
  expect((await ask('/api/quota', made)).status).toBe(401)
  await expect(keys('revoke', 'a script')).rejects.toMatchObject({ code: 1 })
  await expect(keys('create', '--user', 'anna')).rejects.toMatchObject({ code: 2 })
}, 60_000)

test('npm run try-api walks all of it', async () => {
  const tried = promisify(execFile)(process.execPath, [run, 'start/try-api', '--url', url, '--key', key], {
    cwd: dataDir,
    env,
  })
  const { stdout } = await tried
  for (const path of ['/api/generate', '/v1/images/edits', '/sdapi/v1/img2img'])
    expect(stdout).toContain(path)
  expect(stdout).toContain('Everything answered as it should.')
}, 60_000)
