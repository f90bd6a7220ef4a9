import { z } from '@hono/zod-openapi'
import { jobStatuses } from '#api/contract/job.ts'
import {
  maxClipSkip,
  maxCount,
  maxGuidance,
  maxSeed,
  maxSteps,
  minGuidance,
  minSteps,
  promptMaxLength,
} from '#core/generation.ts'
import { schedulerSlugs } from '#core/schedulers.ts'
import { sideMax, sideMin } from '#core/size.ts'
import { speeds } from '#core/speeds.ts'

/** More than a picture of 10 MB in base64. */
const pictureMaxLength = 20_000_000
export const idempotencyKeyMaxLength = 200
const loraMaxLength = 200
const mostLoras = 10

const side = z.int().min(sideMin).max(sideMax)
const picture = z.string().min(1).max(pictureMaxLength)
const steps = z.int().min(minSteps).max(maxSteps)
const guidance = z.number().min(minGuidance).max(maxGuidance)
const lora = z.union([
  z.string().min(1).max(loraMaxLength).openapi({ description: 'NAME or NAME:WEIGHT' }),
  z.object({ name: z.string().min(1).max(loraMaxLength), weight: z.number().min(-10).max(10).optional() }),
])

/** The body of a request for pictures. A field that is left out has the value that `/imagine` would take. */
export const generateSchema = z
  .object({
    prompt: z.string().trim().min(1).max(promptMaxLength).openapi({
      description: 'What the picture shows. A1111’s syntax works: weights, schedules, LoRAs',
      example: 'a red dragon above snowy mountains',
    }),
    negative_prompt: z.string().max(promptMaxLength).optional(),
    steps: steps.optional(),
    num_inference_steps: steps.optional().openapi({ description: 'The same as steps' }),
    guidance: guidance.optional(),
    guidance_scale: guidance.optional().openapi({ description: 'The same as guidance' }),
    width: side.optional(),
    height: side.optional(),
    seed: z.int().min(-1).max(maxSeed).optional().openapi({ description: 'Left out or -1: any' }),
    count: z.int().min(1).max(maxCount).optional().openapi({ description: 'Picture i has seed + i' }),
    scheduler: z.enum(schedulerSlugs).optional(),
    model: z
      .string()
      .min(1)
      .max(loraMaxLength)
      .optional()
      .openapi({ description: 'GET /api/models names them' }),
    image: picture.optional().openapi({
      description: 'A picture to start from: base64, or a data URL. Addresses are not fetched.',
    }),
    strength: z.number().min(0).max(1).optional().openapi({ description: 'How far from the picture' }),
    mask: picture.optional().openapi({ description: 'White where the picture is painted anew' }),
    speed: z.enum(speeds).optional(),
    clip_skip: z.int().min(1).max(maxClipSkip).optional().openapi({
      description:
        "The text encoder's layer, counted from its end as A1111 does: 1, the usual one, is the last",
    }),
    lora: z.union([lora, z.array(lora).max(mostLoras)]).optional(),
    return_base64: z.boolean().optional().openapi({ description: 'Answers hold the pictures themselves' }),
    idempotency_key: z
      .string()
      .min(1)
      .max(idempotencyKeyMaxLength)
      .optional()
      .openapi({ description: 'The same again is the same job' }),
    callback_url: z
      .url({ protocol: /^https?$/, error: 'is an address that begins with http:// or https://' })
      .max(2000)
      .optional()
      .openapi({ description: 'Is sent the status, signed, when the job has ended' }),
  })
  // Of every field at once, which tools show otherwise, a part contradicts another.
  .openapi('Generate', { example: { prompt: 'a red dragon above snowy mountains' } })

export const statusSchema = z
  .object({
    id: z.uuid(),
    status: z.enum(jobStatuses),
    position: z.int().nullable().openapi({ description: '0 while it is painted, 1 for the next' }),
    seconds_left: z.number().nullable(),
    progress: z.object({ step: z.int(), steps: z.int() }),
    settings: z.object({
      prompt: z.string(),
      negative_prompt: z.string(),
      model: z.string(),
      steps: z.int(),
      guidance: z.number(),
      width: z.int(),
      height: z.int(),
      seed: z.int(),
      count: z.int(),
      scheduler: z.enum(schedulerSlugs),
      speed: z.enum(speeds),
      clip_skip: z.int(),
    }),
    images: z.array(
      z.object({
        url: z.string(),
        seed: z.int(),
        width: z.int(),
        height: z.int(),
        sha256: z.string(),
        base64: z.string().optional(),
      }),
    ),
    seconds: z.number().nullable().openapi({ description: 'That painting took' }),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    notes: z.array(z.string()),
    created_at: z.iso.datetime(),
  })
  .openapi('Status')
export type Status = z.infer<typeof statusSchema>

export const acceptedSchema = z
  .object({
    id: z.uuid(),
    status: z.enum(jobStatuses),
    position: z.int().nullable(),
    status_url: z.string(),
    notes: z.array(z.string()),
  })
  .openapi('Accepted')

export const errorSchema = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      code: z.string(),
      param: z.string().nullable(),
    }),
  })
  .openapi('Error')

const extraNetwork = z.object({ name: z.string(), words: z.string() })
export const modelsSchema = z
  .object({
    default: z.string().nullable(),
    models: z.array(
      z.object({
        name: z.string(),
        width: z.int(),
        height: z.int(),
        size_multiple: z.int(),
        steps: z.int(),
        guidance: z.number(),
        scheduler: z.enum(schedulerSlugs),
        upscalers: z.array(z.object({ name: z.string(), factor: z.int() })),
      }),
    ),
    schedulers: z.array(z.object({ slug: z.enum(schedulerSlugs), name: z.string() })),
    loras: z.array(extraNetwork),
    embeddings: z.array(extraNetwork),
    wildcards: z
      .array(z.string())
      .openapi({ description: 'Lists of words: `__name__` in a prompt draws one' }),
  })
  .openapi('Models')

export const quotaSchema = z
  .object({
    tier: z.string(),
    used: z.int(),
    limit: z.int(),
    left: z.int(),
    resets_at: z.iso.datetime(),
    waiting: z.object({ requests: z.int(), limit: z.int() }),
    most_steps: z.int(),
    most_pixels: z.int(),
  })
  .openapi('Quota')
