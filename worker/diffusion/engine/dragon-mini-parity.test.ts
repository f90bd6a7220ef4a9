import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Picture } from '#diffusion/contract.ts'
import { createEngine } from './engine.ts'
import { readNpy } from '#diffusion/npy.ts'
import { schedulerNames, type SchedulerSlug } from '#diffusion/schedulers/slugs.ts'

// The model that ships, against pictures that diffusers painted with the same weights (models/train/parity.py).
const model = 'models/dragon-mini'
const slugs = Object.keys(schedulerNames).filter((slug): slug is SchedulerSlug => slug in schedulerNames)
const cases = z
  .array(
    z.object({
      id: z.string(),
      args: z.object({
        scheduler: z.enum(slugs),
        prompt: z.string(),
        steps: z.number(),
        guidance: z.number(),
        width: z.number(),
        height: z.number(),
        seed: z.number(),
      }),
      latents: z.string(),
      png: z.tuple([z.string()]),
      reference_std: z.number(),
    }),
  )
  .nonempty()
  .parse(JSON.parse(await readFile(join(model, 'parity/cases.json'), 'utf8')))

const engine = createEngine({ device: 'cpu', threads: 1 })
afterAll(() => engine.close())

test.each(cases)('$id', { timeout: 120_000 }, async ({ args, latents, png, reference_std: deviation }) => {
  const picture = await paint(args)
  const reference = readNpy(await readFile(join(model, 'parity', latents)))
  expect(picture?.latents).toHaveLength(reference.data.length)
  expect(most(picture?.latents, reference.data) / deviation).toBeLessThanOrEqual(1e-3)
  const pixels = await sharp(join(model, 'parity', png[0]))
    .removeAlpha()
    .raw()
    .toBuffer()
  expect(picture?.pixels).toMatchObject({ width: args.width, height: args.height })
  expect(most(picture?.pixels.data, pixels)).toBeLessThanOrEqual(3)
})

async function paint(args: (typeof cases)[number]['args']): Promise<Picture | undefined> {
  const request = { model, negativePrompt: '', count: 1, rng: 'torch', clipSkip: 0, ...args } as const
  for await (const event of engine.paint(request)) if (event.kind === 'picture') return event
  return undefined
}

/** The largest difference; NaN, which no bound holds for, where either lacks a value. */
function most(found: ArrayLike<number> | undefined, reference: ArrayLike<number>): number {
  return Array.from(reference, (value, i) => Math.abs(value - (found?.[i] ?? NaN))).reduce((a, b) =>
    Math.max(a, b),
  )
}
