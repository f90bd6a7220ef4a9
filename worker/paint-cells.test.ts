import { expect, test } from 'vitest'
import type { Paint, PaintEvent, PaintRequest } from '#diffusion/contract.ts'
import { paintCells } from './paint-cells.ts'

const request = (steps: number, seed: number): PaintRequest => ({
  model: 'tiny',
  prompt: 'a red dragon',
  negativePrompt: '',
  steps,
  guidance: 1,
  width: 64,
  height: 64,
  seed,
  count: 1,
  scheduler: 'ddim',
  rng: 'torch',
  clipSkip: 0,
})
const pixels = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3) }

/** Steps, then the picture; tells how many are painted at a time, and fails for some seed. */
function painter(failing?: number) {
  const seen = { now: 0, most: 0, aborted: 0 }
  const paint: Paint = async function* ({ steps, seed }, signal) {
    seen.now += 1
    seen.most = Math.max(seen.most, seen.now)
    try {
      for (let step = 1; step <= steps; step++) {
        await new Promise((resolve) => setImmediate(resolve))
        if (signal?.aborted === true) {
          seen.aborted += 1
          throw signal.reason
        }
        if (seed === failing && step === 2) throw new Error('no')
        yield { kind: 'progress', step, steps }
      }
      yield { kind: 'picture', index: 0, seed, pixels, latents: new Float32Array(0) }
    } finally {
      seen.now -= 1
    }
  }
  return { seen, paint }
}

const collect = async (events: AsyncIterable<PaintEvent>) => {
  const all: PaintEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

test('all are painted, a few at a time; progress counts the steps of all together', async () => {
  const { seen, paint } = painter()
  const requests = [3, 5, 2, 4, 6, 1].map((steps, i) => request(steps, 100 + i))
  const events = await collect(paintCells(paint, requests, new AbortController().signal))
  const pictures = events.filter((event) => event.kind === 'picture')
  expect(pictures.map(({ index, seed }) => [index, seed]).toSorted(([a = 0], [b = 0]) => a - b)).toEqual(
    requests.map(({ seed }, index) => [index, seed]),
  )
  const progress = events.filter((event) => event.kind === 'progress')
  expect(progress.map(({ step }) => step)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1))
  expect(progress.every(({ steps }) => steps === 21)).toBe(true)
  expect(seen.most).toBe(4)
})

test('one that fails ends the others, and an abort ends all', async () => {
  const { seen, paint } = painter(101)
  const requests = [9, 9, 9].map((steps, i) => request(steps, 100 + i))
  await expect(collect(paintCells(paint, requests, new AbortController().signal))).rejects.toThrow('no')
  expect(seen).toMatchObject({ now: 0, aborted: 2 })

  const other = painter()
  const abort = new AbortController()
  const events: PaintEvent[] = []
  await expect(async () => {
    for await (const event of paintCells(other.paint, requests, abort.signal)) {
      events.push(event)
      if (events.length === 4) abort.abort(new Error('cancelled'))
    }
  }).rejects.toThrow('cancelled')
  expect(other.seen.now).toBe(0)
})
