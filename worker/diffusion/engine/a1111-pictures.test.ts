import { readFile } from 'node:fs/promises'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { StartImage } from '#diffusion/contract.ts'
import { readNpy } from '#diffusion/npy.ts'
import { schedulerNames, type SchedulerSlug } from '#diffusion/schedulers/slugs.ts'
import { createEngine } from './engine.ts'

const fixtures = 'test/fixtures/prompts/pictures'
const slugs = Object.keys(schedulerNames).filter((slug): slug is SchedulerSlug => slug in schedulerNames)
const pictures = z
  .array(
    z.object({
      id: z.string(),
      prompt: z.string(),
      negative_prompt: z.string(),
      clip_skip: z.number(),
      scheduler: z.enum(slugs),
      steps: z.number(),
      guidance: z.number(),
      seed: z.number(),
      strength: z.number().optional(),
      std: z.number(),
    }),
  )
  .parse(JSON.parse(await readFile(`${fixtures}/pictures.json`, 'utf8')))

const engine = createEngine({ device: 'cpu', threads: 1 })
afterAll(() => engine.close())

/** Red grows downwards, green to the right, blue with both. */
function gradient(): StartImage['pixels'] {
  const side = 64
  const data = Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const [row, column] = [Math.floor(i / 3 / side), Math.floor(i / 3) % side]
    return [row * 4, column * 4, (row + column) * 2][i % 3] ?? 0
  })
  return { width: side, height: side, data }
}

test.each(pictures)('$id: A1111’s conditionings, painted as diffusers paints', async (golden) => {
  const painting = engine.paint({
    model: 'test/fixtures/diffusers/model',
    prompt: golden.prompt,
    negativePrompt: golden.negative_prompt,
    steps: golden.steps,
    guidance: golden.guidance,
    width: 64,
    height: 64,
    seed: golden.seed,
    count: 1,
    scheduler: golden.scheduler,
    rng: 'torch',
    clipSkip: golden.clip_skip - 1,
    a1111: { emphasis: 'original', embeddings: 'test/fixtures/prompts/embeddings' },
    ...(golden.strength !== undefined && { start: { strength: golden.strength, pixels: gradient() } }),
  })
  let latents = new Float32Array()
  for await (const event of painting) if (event.kind === 'picture') latents = Float32Array.from(event.latents)
  const { data } = readNpy(await readFile(`${fixtures}/${golden.id}.npy`))
  expect(latents).toHaveLength(data.length)
  const worst = latents.reduce((most, value, i) => Math.max(most, Math.abs(value - (data[i] ?? NaN))), 0)
  expect(worst / golden.std).toBeLessThanOrEqual(1e-3)
})
