import { basename, dirname } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { GreyPixels, PaintRequest, Picture, RgbPixels } from '#diffusion/contract.ts'
import { schedulerNames, type SchedulerSlug } from '#diffusion/schedulers/slugs.ts'
import { openSession, type OpenSession } from '#diffusion/session/session.ts'
import { createEngine } from './engine.ts'

const request: PaintRequest = {
  model: 'test/fixtures/diffusers/model',
  prompt: 'a red dragon',
  negativePrompt: 'text',
  steps: 20,
  guidance: 5,
  width: 64,
  height: 64,
  seed: 42,
  count: 1,
  scheduler: 'dpmpp_2m_karras',
  rng: 'torch',
  clipSkip: 0,
  speed: 'fast',
}
const slugs = Object.keys(schedulerNames).filter((slug): slug is SchedulerSlug => slug in schedulerNames)
const a1111 = { a1111: { emphasis: 'original' } } as const

/** Rows that the UNet was really given. */
let rowsGiven = 0
const counting: OpenSession = async (file, options) => {
  const session = await openSession(file, options)
  if (basename(dirname(file)) !== 'unet') return session
  return {
    ...session,
    run(feeds, outputs) {
      rowsGiven += feeds['sample']?.dims[0] ?? 0
      return session.run(feeds, outputs)
    },
  }
}
const options = { device: 'cpu', threads: 1, openSession: counting, warmUp: false }
const engine = createEngine(options)
beforeEach(() => {
  rowsGiven = 0
})
afterAll(() => engine.close())

async function paint(changes: Partial<PaintRequest>, on = engine): Promise<Picture[]> {
  const pictures: Picture[] = []
  for await (const event of on.paint({ ...request, ...changes }))
    if (event.kind === 'picture') pictures.push(event)
  return pictures
}
async function paintOne(changes: Partial<PaintRequest>, on = engine): Promise<Picture> {
  const [picture] = await paint(changes, on)
  if (!picture) throw new Error('nothing was painted')
  return picture
}
const exactOf = (changes: Partial<PaintRequest>) => paintOne({ ...changes, speed: 'exact' })

describe.each(slugs)('%s', (scheduler) => {
  test('runs at most the share of rows that its speed allows, tells how many, and gives numbers', async () => {
    for (const [speed, most] of [
      ['fast', 0.5],
      ['draft', 0.3],
    ] as const) {
      rowsGiven = 0
      const { rows, latents } = await paintOne({ scheduler, speed })
      expect(rows?.run).toBe(rowsGiven)
      const allowed = speed === 'fast' ? (mostRows[scheduler] ?? most) : most
      expect(rowsGiven).toBeLessThanOrEqual(Math.ceil(allowed * (rows?.full ?? NaN)))
      expect(latents.every(Number.isFinite)).toBe(true)
    }
    rowsGiven = 0
    const { rows } = await exactOf({ scheduler })
    expect(rows).toEqual({ run: rowsGiven, full: rowsGiven })
  })
})

/** Fast's share of rows with schedulers that add noise of their own (BENCHMARKS.md, "Speed"). */
const mostRows: Partial<Record<SchedulerSlug, number>> = {
  ddpm: 0.55,
  dpmpp_2m_sde: 0.55,
  dpmpp_2m_sde_karras: 0.55,
  euler_a: 0.55,
  kdpm2_a: 0.85,
}

describe('the same request is the same picture', () => {
  test('alone, among others at every speed, as one of a count, and after the model was opened anew', async () => {
    const alone = await paintOne({ seed: 43 })
    const [among, counted] = await Promise.all([
      paintOne({ seed: 43 }),
      paint({ count: 2 }),
      paint({ scheduler: 'euler_a', steps: 30, speed: 'draft', seed: 7 }),
      paint({ guidance: 1, steps: 11, speed: 'exact', seed: 8 }),
      paint({ scheduler: 'heun', seed: 9 }),
    ])
    const other = createEngine({ ...options, maxRowPixels: 3 * 8 * 8 })
    const reopened = await paint({ count: 2 }, other)
    await other.close()
    for (const picture of [among, counted[1], reopened[1]]) expect(picture?.latents).toEqual(alone.latents)
  })

  test('its steps are told one by one', async () => {
    const steps: number[] = []
    for await (const event of engine.paint(request)) if (event.kind === 'progress') steps.push(event.step)
    expect(steps).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  })
})

describe('where little can be left out', () => {
  test.each([1, 2, 4, 6])('%i steps are painted as with exact, and that is told', async (steps) => {
    const fast = await paintOne({ steps })
    const exact = await exactOf({ steps })
    expect(fast.latents).toEqual(exact.latents)
    expect(fast.notes).toEqual([{ kind: 'all_work_done', speed: 'fast' }])
    expect(exact.notes ?? []).toEqual([])
  })

  test('a prompt that changes at every step is painted as with exact', async () => {
    const prompt = 'a [red|blue] dragon'
    const fast = await paintOne({ prompt, ...a1111 })
    expect(fast.latents).toEqual((await exactOf({ prompt, ...a1111 })).latents)
    expect(fast.notes).toContainEqual({ kind: 'all_work_done', speed: 'fast' })
  })

  test('guidance 1 has one row a call: calls are left out', async () => {
    const { rows } = await paintOne({ guidance: 1 })
    expect(rows).toEqual({ run: 10, full: 20 })
    expect(rowsGiven).toBe(10)
  })
})

describe('what steers it', () => {
  test('parts with AND are run together; the negative prompt, of another length, is left out late', async () => {
    const negativePrompt = 'words, '.repeat(60)
    const { rows, latents } = await paintOne({ prompt: 'a cat AND a dog :0.7', negativePrompt, ...a1111 })
    expect(rows).toEqual({ run: 9 * 3 + 2, full: 20 * 3 })
    expect(rowsGiven).toBe(rows?.run)
    expect(latents.every(Number.isFinite)).toBe(true)
  })

  test('a prompt that changes half way is run anew from there', async () => {
    await paintOne({ prompt: 'a [red:blue:0.5] dragon', ...a1111 })
    const changed = rowsGiven
    rowsGiven = 0
    await paintOne({ prompt: 'a red dragon', ...a1111 })
    expect(changed).toBeGreaterThan(rowsGiven)
  })
})

describe('over a picture', () => {
  const pixels: RgbPixels = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(90) }
  const mask: GreyPixels = {
    width: 64,
    height: 64,
    data: Uint8Array.from({ length: 64 * 64 }, (_, i) => (i % 64 < 32 ? 255 : 0)),
  }

  test('image-to-image leaves out rows of the steps that it runs', async () => {
    const { rows } = await paintOne({ start: { pixels, strength: 0.6 } })
    expect(rows?.full).toBe(24)
    expect(rows?.run).toBe(rowsGiven)
    expect(rowsGiven / 24).toBeLessThan(0.7)
  })

  test('inpainting keeps what its mask keeps, as exact does', async () => {
    const start = { pixels, strength: 1, mask }
    const fast = await paintOne({ start })
    const exact = await exactOf({ start })
    for (let i = 0; i < fast.latents.length; i++)
      if (i % 8 >= 4) expect(fast.latents[i]).toBe(exact.latents[i])
    expect(fast.latents).not.toEqual(exact.latents)
  })
})

test('numbers that grow past all bounds are said in the same sentence as with exact', async () => {
  const settings = { guidance: 1e38 }
  const sentence = await exactOf(settings).catch((error: unknown) => String(error))
  expect(sentence).toContain('grew past all bounds')
  await expect(paintOne(settings)).rejects.toThrow('grew past all bounds')
})

test('a speed that there is not is refused', async () => {
  // What comes through the wire is not what the type says.
  const unknown = { speed: 'warp' as 'fast' }
  await expect(paintOne(unknown)).rejects.toThrow('speed must be one of exact, fast, draft, not "warp".')
})
