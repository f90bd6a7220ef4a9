import { expect, test } from 'vitest'
import type { Paint, PaintEvent, PaintRequest, RgbPixels } from '#diffusion/contract.ts'
import { paintInTiles, wholePixelsOf } from './paint-in-tiles.ts'

const terms = { ownSize: { width: 64, height: 64 }, wholePixels: 64 * 64 }

function picture(width: number, height: number): RgbPixels {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) % 251)
  return { width, height, data }
}

function request(change: Partial<PaintRequest> = {}, strength = 0.3): PaintRequest {
  const { width = 128, height = 192 } = change
  return {
    model: 'tiny',
    prompt: 'a dragon',
    negativePrompt: '',
    steps: 10,
    guidance: 3,
    width,
    height,
    seed: 42,
    count: 1,
    scheduler: 'ddim',
    rng: 'torch',
    clipSkip: 0,
    start: { pixels: picture(width, height), strength },
    ...change,
  }
}

/** Gives the start image back, one step each, and remembers what it was asked. */
function copyist(): { paint: Paint; asked: PaintRequest[] } {
  const asked: PaintRequest[] = []
  async function* paint(one: PaintRequest, signal?: AbortSignal): AsyncIterable<PaintEvent> {
    asked.push(one)
    signal?.throwIfAborted()
    const pixels = one.start?.pixels ?? picture(one.width, one.height)
    yield { kind: 'progress', step: 1, steps: 1, preview: [picture(one.width / 8, one.height / 8)] }
    for (let index = 0; index < one.count; index++)
      yield { kind: 'picture', index, seed: one.seed + index, pixels, latents: new Float32Array() }
  }
  return { paint, asked }
}

async function eventsOf(paint: Paint, one: PaintRequest, signal?: AbortSignal): Promise<PaintEvent[]> {
  const events: PaintEvent[] = []
  for await (const event of paint(one, signal)) events.push(event)
  return events
}
const picturesOf = (events: PaintEvent[]) => events.filter((event) => event.kind === 'picture')

test('tiles that change nothing give the start image back, pixel by pixel', async () => {
  const { paint, asked } = copyist()
  const one = request()
  const [made] = picturesOf(await eventsOf(paintInTiles(paint, terms), one))
  expect(made?.pixels).toEqual(one.start?.pixels)
  expect(made).toMatchObject({ index: 0, seed: 42 })
  expect(asked.every(({ width, height }) => width === 64 && height === 64)).toBe(true)
})

test('each tile has its own seed, the same each time; of a count each picture the seeds it has alone', async () => {
  const seeds = async (one: PaintRequest) => {
    const { paint, asked } = copyist()
    await eventsOf(paintInTiles(paint, terms), one)
    return asked.map(({ seed }) => seed)
  }
  const grid = await seeds(request({ count: 2, seed: 2 ** 32 - 2 }))
  expect(new Set(grid).size).toBe(grid.length)
  expect(await seeds(request({ count: 2, seed: 2 ** 32 - 2 }))).toEqual(grid)
  const second = await seeds(request({ seed: 2 ** 32 - 1 }))
  expect(second).toEqual(grid.map((seed) => (seed + 1) % 2 ** 32))
})

test('progress runs over all tiles, with a preview of the whole picture', async () => {
  const { paint } = copyist()
  const events = await eventsOf(paintInTiles(paint, terms), request())
  const progress = events.filter((event) => event.kind === 'progress')
  expect(progress.map(({ step }) => step)).toEqual(progress.map((_, i) => i + 1))
  expect(progress.every(({ steps }) => steps === progress.length)).toBe(true)
  expect(progress.at(-1)?.preview).toMatchObject([{ width: 16, height: 24 }])
})

test('previews of another size than the latents have their place, too', async () => {
  const { paint } = copyist()
  async function* large(one: PaintRequest): AsyncIterable<PaintEvent> {
    for await (const event of paint(one))
      yield event.kind === 'progress' ? { ...event, preview: [picture(one.width, one.height)] } : event
  }
  const events = await eventsOf(paintInTiles(large, terms), request())
  const progress = events.filter((event) => event.kind === 'progress')
  expect(progress.at(-1)?.preview).toMatchObject([{ width: 16, height: 24 }])
})

test('what is small, from nothing, or painted over strongly is painted in one piece', async () => {
  const { start: _, ...fromNothing } = request()
  for (const one of [request({ width: 64, height: 64 }), request({}, 0.8), fromNothing]) {
    const { paint, asked } = copyist()
    await eventsOf(paintInTiles(paint, terms), one)
    expect(asked).toEqual([one])
  }
})

test('a strength of 0 paints nothing', async () => {
  const { paint, asked } = copyist()
  const one = request({}, 0)
  const [made] = picturesOf(await eventsOf(paintInTiles(paint, terms), one))
  expect(made?.pixels).toEqual(one.start?.pixels)
  expect(asked).toEqual([])
})

test('an abort ends it between two tiles', async () => {
  const { paint, asked } = copyist()
  const controller = new AbortController()
  const events = paintInTiles(paint, terms)(request(), controller.signal)
  const first = async () => {
    for await (const _ of events) controller.abort(new Error('not wanted any more'))
  }
  await expect(first()).rejects.toThrow('not wanted any more')
  expect(asked.length).toBeLessThan(3)
})

test('in one piece is what any machine has room for, and what the model is nearly made for', () => {
  expect(wholePixelsOf({ width: 64, height: 64 })).toBe(512 * 512)
  expect(wholePixelsOf({ width: 512, height: 512 })).toBe(768 * 768)
})
