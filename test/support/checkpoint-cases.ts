import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { z } from 'zod'
import type { PaintRequest, StartImage } from '#diffusion/contract.ts'
import { readNpy } from '#diffusion/npy.ts'
import { schedulerNames, type SchedulerSlug } from '#diffusion/schedulers/slugs.ts'
import { modelsAndLoras } from './assembled-checkpoint.ts'

const slugs = Object.keys(schedulerNames).filter((slug): slug is SchedulerSlug => slug in schedulerNames)
const caseSchema = z.object({
  id: z.string(),
  group: z.enum(['checkpoints', 'loras', 'refusals']),
  checkpoint: z.string().optional(),
  folder: z.string().optional(),
  vae: z.string().optional(),
  loras: z.array(z.object({ file: z.string(), weight: z.number(), te_weight: z.number().optional() })),
  args: z.object({
    scheduler: z.enum(slugs),
    prompt: z.string(),
    'negative-prompt': z.string().default(''),
    steps: z.number(),
    guidance: z.number(),
    width: z.number().optional(),
    height: z.number().optional(),
    seed: z.number(),
    count: z.number().default(1),
    image: z.string().optional(),
    mask: z.string().optional(),
    strength: z.number().default(1),
  }),
  latents: z.string().optional(),
  reference_std: z.number().default(1),
  expect: z.literal('refused').optional(),
  mentions: z.array(z.string()).default([]),
  notes: z.array(z.string()).default([]),
})
export type CheckpointCase = z.infer<typeof caseSchema>

/** The cases of test/fixtures/models-and-loras whose latents are in this repository, and the refusals. */
export async function checkpointCases(group: CheckpointCase['group']): Promise<CheckpointCase[]> {
  const all = z
    .array(caseSchema)
    .parse(JSON.parse(await readFile(join(modelsAndLoras, 'cases.json'), 'utf8')))
  return all.filter(
    (golden) =>
      golden.group === group &&
      (golden.latents === undefined || existsSync(join(modelsAndLoras, golden.latents))),
  )
}

/** What the engine is asked for in a case; `model` and `vae` are the files' paths. */
export async function caseRequest(
  { args }: CheckpointCase,
  model: string,
  vae?: string,
): Promise<PaintRequest> {
  const start = args.image === undefined ? undefined : await startImage(args)
  return {
    model,
    ...(vae !== undefined && { vae }),
    prompt: args.prompt,
    negativePrompt: args['negative-prompt'],
    steps: args.steps,
    guidance: args.guidance,
    width: args.width ?? start?.pixels.width ?? 0,
    height: args.height ?? start?.pixels.height ?? 0,
    seed: args.seed,
    count: args.count,
    scheduler: args.scheduler,
    rng: 'torch',
    clipSkip: 0,
    ...(start && { start }),
  }
}

async function startImage({ image = '', mask, strength }: CheckpointCase['args']): Promise<StartImage> {
  const pixels = (file: string) => sharp(join(modelsAndLoras, file))
  const rgb = await pixels(image).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const grey =
    mask === undefined
      ? undefined
      : await pixels(mask).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return {
    strength,
    pixels: { width: rgb.info.width, height: rgb.info.height, data: rgb.data },
    ...(grey && { mask: { width: grey.info.width, height: grey.info.height, data: grey.data } }),
  }
}

/** The largest difference of final latents from a case's reference, in its standard deviations; 1e-3 is agreement. */
export async function distanceFrom(
  { latents = '', reference_std }: CheckpointCase,
  painted: readonly Float32Array[],
): Promise<number> {
  const reference = readNpy(await readFile(join(modelsAndLoras, latents))).data
  const values = painted.flatMap((picture) => [...picture])
  if (values.length !== reference.length) return Infinity
  const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(value - (reference[i] ?? NaN))), 0)
  return worst / reference_std
}
