import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { PaintRequest, Picture, StartImage } from '#diffusion/contract.ts'
import { createEngine } from './engine.ts'
import { readNpy } from '#diffusion/npy.ts'
import { schedulerNames, type SchedulerSlug } from '#diffusion/schedulers/slugs.ts'

const fixtures = 'test/fixtures/diffusers'
const slugs = Object.keys(schedulerNames).filter((slug): slug is SchedulerSlug => slug in schedulerNames)
const cases = z
  .array(
    z.object({
      id: z.string(),
      args: z.object({
        scheduler: z.enum(slugs),
        prompt: z.string(),
        'negative-prompt': z.string().default(''),
        steps: z.number(),
        guidance: z.number(),
        width: z.number(),
        height: z.number(),
        seed: z.number(),
        count: z.number().default(1),
        image: z.string().optional(),
        mask: z.string().optional(),
        strength: z.number().optional(),
      }),
      latents: z.string(),
      png: z.array(z.string()),
      reference_std: z.number(),
    }),
  )
  .parse(JSON.parse(await readFile(`${fixtures}/cases.json`, 'utf8')))

// One engine for all: the cases share runs wherever they can, which is what they would do in service.
const engine = createEngine({ device: 'cpu', threads: 1 })
afterAll(() => engine.close())

const paintings = new Map(cases.map((golden) => [golden.id, paint(golden).catch(asError)]))

test.concurrent.each(cases)('$id', { timeout: 240_000 }, async (golden) => {
  const pictures = (await paintings.get(golden.id)) ?? []
  if (pictures instanceof Error) throw pictures
  const reference = readNpy(await readFile(join(fixtures, golden.latents)))
  const latents = Float32Array.from(pictures.flatMap((picture) => [...picture.latents]))
  expect(latents.length).toBe(reference.data.length)
  const worst = latents.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (reference.data[i] ?? NaN))),
    0,
  )
  expect(worst / golden.reference_std).toBeLessThanOrEqual(1e-3)
  for (const [index, file] of golden.png.entries()) {
    const wanted = await sharp(join(fixtures, file)).removeAlpha().raw().toBuffer()
    const painted = pictures[index]?.pixels
    expect(painted).toMatchObject({ width: golden.args.width, height: golden.args.height })
    const differences = Array.from(wanted, (value, i) => Math.abs(value - (painted?.data[i] ?? NaN)))
    expect(differences.reduce((sum, value) => sum + value, 0) / wanted.length).toBeLessThanOrEqual(0.5)
    expect(differences.reduce((most, value) => Math.max(most, value), 0)).toBeLessThanOrEqual(3)
  }
})

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

async function paint({ args }: (typeof cases)[number]): Promise<Picture[]> {
  const request: PaintRequest = {
    model: `${fixtures}/model`,
    prompt: args.prompt,
    negativePrompt: args['negative-prompt'],
    steps: args.steps,
    guidance: args.guidance,
    width: args.width,
    height: args.height,
    seed: args.seed,
    count: args.count,
    scheduler: args.scheduler,
    rng: 'torch',
    clipSkip: 0,
    ...(args.image !== undefined && { start: await startImage(args) }),
  }
  const pictures: Picture[] = []
  for await (const event of engine.paint(request)) if (event.kind === 'picture') pictures.push(event)
  return pictures
}

async function startImage({
  image = '',
  mask,
  strength = 1,
}: (typeof cases)[number]['args']): Promise<StartImage> {
  const rgb = await sharp(join(fixtures, image)).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const grey =
    mask &&
    (await sharp(join(fixtures, mask)).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true }))
  return {
    strength,
    pixels: { width: rgb.info.width, height: rgb.info.height, data: rgb.data },
    ...(grey && { mask: { width: grey.info.width, height: grey.info.height, data: grey.data } }),
  }
}
