import { afterAll, describe, expect, test } from 'vitest'
import { ssim } from '#bench/speed/likeness.ts'
import type { PaintRequest, Picture } from '#diffusion/contract.ts'
import { schedulerNames, type SchedulerSlug } from '#diffusion/schedulers/slugs.ts'
import type { Speed } from '#diffusion/speeds.ts'
import { createEngine } from './engine.ts'

// The model that ships, at its least size; BENCHMARKS.md has the figures over 48 pictures of 256×256.
const request: PaintRequest = {
  model: 'models/dragon-mini',
  prompt: 'a red dragon above snowy mountains at sunset, poster',
  negativePrompt: '',
  steps: 20,
  guidance: 5,
  width: 192,
  height: 192,
  seed: 100,
  count: 1,
  scheduler: 'dpmpp_2m_karras',
  rng: 'torch',
  clipSkip: 0,
}
const slugs = Object.keys(schedulerNames).filter((slug): slug is SchedulerSlug => slug in schedulerNames)

const engine = createEngine({ device: 'cpu', threads: 1 })
afterAll(() => engine.close())

async function paint(changes: Partial<PaintRequest>): Promise<Picture['pixels']> {
  for await (const event of engine.paint({ ...request, ...changes }))
    if (event.kind === 'picture') return event.pixels
  throw new Error('nothing was painted')
}

/** How like Exact's picture those of the other speeds are. */
async function likeness(changes: Partial<PaintRequest>, speeds: readonly Speed[]): Promise<number[]> {
  const [exact, ...others] = await Promise.all([
    paint(changes),
    ...speeds.map(async (speed) => paint({ ...changes, speed })),
  ])
  return others.map((other) => ssim(other, exact))
}

// Painted at once: pictures that share runs take an eighth less.
const fastOf = new Map(
  slugs.map((scheduler) => [scheduler, likeness({ scheduler }, ['fast']).catch(asError)]),
)

test.each(slugs)('%s: fast paints nearly what exact paints', { timeout: 240_000 }, async (scheduler) => {
  const found = await fastOf.get(scheduler)
  if (found instanceof Error) throw found
  expect(found?.[0]).toBeGreaterThan(noisy[scheduler] ?? leastLikeness)
})
const leastLikeness = 0.86
/** Where each step adds much noise of its own, what the UNet says to it can be foreseen less. */
const noisy: Partial<Record<SchedulerSlug, number>> = { lcm: 0.65 }

describe('over a picture', { timeout: 120_000 }, () => {
  test('image-to-image and inpainting, too', async () => {
    const pixels = await paint({ prompt: 'a blue boat at sea by day, poster', seed: 7 })
    const mask = {
      width: 192,
      height: 192,
      data: Uint8Array.from({ length: 192 ** 2 }, (_, i) => (i % 192 > 96 ? 255 : 0)),
    }
    for (const start of [
      { pixels, strength: 0.6 },
      { pixels, strength: 1, mask },
    ]) {
      const [fast] = await likeness({ start }, ['fast'])
      expect(fast).toBeGreaterThan(leastLikeness)
    }
  })
})

test('draft is the same picture, not the same pixels', { timeout: 120_000 }, async () => {
  const [draft = 0] = await likeness({}, ['draft'])
  const other = ssim(await paint({ seed: 101 }), await paint({}))
  expect(draft).toBeGreaterThan(0.8)
  expect(other).toBeLessThan(0.6)
})

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
