import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import type { PaintEvent, PaintRequest } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import { ownProcess } from '#process/own-process.ts'
import { painterProgram } from '#test/support/painter-program.ts'
import { createPainter, type Painter, type PainterOptions } from './painter.ts'

const request: PaintRequest = {
  model: 'test/fixtures/diffusers/model',
  prompt: 'a red dragon',
  negativePrompt: '',
  steps: 4,
  guidance: 7.5,
  width: 64,
  height: 64,
  seed: 42,
  count: 1,
  scheduler: 'pndm',
  rng: 'torch',
  clipSkip: 0,
}
/** Long enough that whatever a test does to it happens while it runs. */
const long: PaintRequest = { ...request, steps: 900, scheduler: 'ddim' }

const usual: PainterOptions = { device: 'cpu', threads: 1, program: painterProgram }
/** For tests that ask for nothing special: to start one takes longer than what they ask it for. */
const shared = createPainter(usual)
afterAll(() => shared.close())

let painter: Painter | undefined
afterEach(() => painter?.close())

function start(options: Partial<PainterOptions>): Painter {
  painter = createPainter({ ...usual, ...options })
  return painter
}

async function collect(
  events: AsyncIterable<PaintEvent>,
  each?: (event: PaintEvent) => void,
): Promise<PaintEvent[]> {
  const all: PaintEvent[] = []
  for await (const event of events) {
    all.push(event)
    each?.(event)
  }
  return all
}

test('computes behind whoever answers people, where it is told to; it does not come before its parent', async () => {
  const priority = getPriority() + 7
  const behind = start({ priority })
  await collect(behind.paint(request))
  expect(getPriority(behind.pid ?? 0)).toBe(priority)
  await behind.close()
  const before = start({ priority: getPriority() - 3 })
  await collect(before.paint(request))
  expect(getPriority(before.pid ?? 0)).toBe(getPriority())
})

test('paints in another process: steps in order, then the picture', async () => {
  const { paint } = shared
  const events = await collect(paint({ ...request, count: 2 }))
  expect(events.map((event) => (event.kind === 'progress' ? event.step : `picture ${event.index}`))).toEqual([
    1,
    2,
    3,
    4,
    'picture 0',
    'picture 1',
  ])
  const [picture] = events.filter(({ kind }) => kind === 'picture')
  expect(picture).toMatchObject({ seed: 42, pixels: { width: 64, height: 64 } })
  expect(shared.pid).not.toBe(process.pid)
})

test('an error for people arrives with its code', async () => {
  const { paint } = shared
  const error: unknown = await collect(paint({ ...request, model: 'nowhere' })).catch(
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(PaintError)
  expect(error).toMatchObject({ code: 'bad_model', message: expect.stringContaining('nowhere') })
})

test('an abort ends one request and leaves the other alone', async () => {
  const { paint } = shared
  const controller = new AbortController()
  const reason = new Error('changed my mind')
  const aborted = collect(paint(long, controller.signal), () => controller.abort(reason))
  const other = collect(paint(request))
  await expect(aborted).rejects.toBe(reason)
  expect((await other).at(-1)).toMatchObject({ kind: 'picture' })
})

test('kill -9 fails what runs and the next request gets a new process', async () => {
  const { paint } = shared
  const first = collect(paint(long), () => process.kill(shared.pid ?? 0, 'SIGKILL'))
  await expect(first).rejects.toMatchObject({ code: 'painter_lost' })
  expect((await collect(paint(request))).at(-1)).toMatchObject({ kind: 'picture' })
})

test('with onLoss: retry, kill -9 is survived', async () => {
  const { paint } = start({ onLoss: 'retry' })
  let killed = false
  const events = await collect(paint({ ...request, count: 2 }), () => {
    if (!killed) process.kill(painter?.pid ?? 0, 'SIGKILL')
    killed = true
  })
  expect(events.filter(({ kind }) => kind === 'picture')).toHaveLength(2)
})

test('a painter that hangs is stopped', async () => {
  const { paint } = start({ hang: { firstMs: 60_000, leastMs: 300, factor: 20 } })
  let steps = 0
  const hung = collect(paint(long), () => {
    // Stopped by a signal it gives no word, like one that waits for a driver for ever.
    if (++steps === 3) process.kill(painter?.pid ?? 0, 'SIGSTOP')
  })
  await expect(hung).rejects.toMatchObject({
    code: 'painter_lost',
    message: expect.stringContaining('did not answer'),
  })
})

test('an idle painter is let go and the next request starts another', async () => {
  const { paint } = start({ idleMs: 10 })
  await collect(paint(request))
  const first = painter?.pid
  await expect.poll(() => painter?.pid).toBeUndefined()
  await collect(paint(request))
  expect(painter?.pid).not.toBe(first)
})

test('a GPU whose painter is lost twice in a row leaves the work to the CPU', async () => {
  const said: string[] = []
  // Killed before it has looked for its device: none is needed here.
  const { paint } = start({ device: 'webgpu', onLoss: 'retry', say: (sentence) => said.push(sentence) })
  const painting = collect(paint(request))
  const killed = new Set<number>()
  for (let loss = 0; loss < 2; loss++) {
    await expect
      .poll(() => painter?.pid !== undefined && !killed.has(painter.pid), { interval: 1 })
      .toBe(true)
    const pid = painter?.pid ?? 0
    killed.add(pid)
    process.kill(pid, 'SIGKILL')
  }
  expect((await painting).at(-1)).toMatchObject({ kind: 'picture' })
  expect(painter?.device).toBe('cpu')
  expect(said).toEqual([expect.stringMatching(/lost 2 times in a row on webgpu.*SIGKILL.*the CPU paints/)])
})

test.skipIf(process.platform !== 'linux')('auto is decided before the first picture', async () => {
  const { open } = start({ device: 'auto', env: { ...process.env, VK_ICD_FILENAMES: 'no-driver.json' } })
  expect(await open(request.model)).toMatchObject({ device: 'cpu' })
  expect(painter?.device).toBe('cpu')
})

test(
  'a GPU that does not get ready leaves the work to the CPU; meanwhile it is known what it does',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'painter-'))
    const gate = join(folder, 'gate')
    try {
      const said: string[] = []
      const { open } = start({
        device: 'webgpu',
        openWithinMs: 6000,
        program: ownProcess('test/support/processes/gated-painter'),
        env: { ...process.env, PAINTER_GATE: gate },
        say: (sentence) => said.push(sentence),
      })
      const opening = open(request.model)
      await expect
        .poll(() => painter?.opening, { timeout: 20_000 })
        .toMatchObject({ device: 'webgpu', doing: 'compiling', seconds: expect.any(Number) })
      await expect.poll(() => said, { timeout: 20_000 }).toHaveLength(1)
      await writeFile(gate, '')
      expect(await opening).toMatchObject({ device: 'cpu' })
      expect(painter?.opening).toBeUndefined()
      expect(said).toEqual([
        'webgpu is left: It was not ready to paint within 6 s, and still compiling shaders. Until the next start the CPU paints.',
      ])
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)

test('a GPU that turns out too small while a model is opened leaves it to the CPU, and that is said', async () => {
  const said: string[] = []
  const gpu = start({
    device: 'webgpu',
    program: ownProcess('test/support/processes/full-gpu-painter'),
    say: (sentence) => said.push(sentence),
  })
  expect(await gpu.open(request.model)).toMatchObject({ device: 'cpu' })
  expect(gpu.device).toBe('cpu')
  expect(said).toEqual([
    'webgpu is left: It has not enough memory for this. Until the next start cpu paints.',
  ])
  expect(await collect(gpu.paint({ ...request, steps: 1, scheduler: 'ddim' }))).toHaveLength(2)
})
