import { z } from 'zod'
import { schedulerSlugs } from './schedulers.ts'

/**
 * The states of a generation, in the order of its way:
 * reserved → queued → painting → painted → delivered, or one of the three ends failed, cancelled, released.
 */
export const generationStates = [
  'reserved',
  'queued',
  'painting',
  'painted',
  'delivered',
  'failed',
  'cancelled',
  'released',
] as const
export type GenerationState = (typeof generationStates)[number]

/** How a generation came about; everything but `imagine` has a parent picture. */
export const generationKinds = ['imagine', 'reroll', 'same_seed', 'upscale', 'vary', 'edit'] as const
export type GenerationKind = (typeof generationKinds)[number]

/** Discord's limit for our prompts, and where attempts end. */
export const promptMaxLength = 2000
export const maxSeed = 2 ** 32 - 1
export const maxCount = 4
export const maxAttempts = 3

/** How far `Vary` goes from a picture: a little, and as far as it stays kin. */
export const variationStrengths = { subtle: 0.15, strong: 0.4 } as const

export const variationSchema = z.object({
  seed: z.number().int().min(0).max(maxSeed),
  strength: z.number().min(0).max(1),
})
export type Variation = z.infer<typeof variationSchema>

/** A picture's settings with every value resolved: what the engine is told, and what a row keeps. */
export const paintSettingsSchema = z.object({
  prompt: z.string().min(1).max(promptMaxLength),
  negativePrompt: z.string().max(promptMaxLength),
  /** Name of the model folder. */
  model: z.string().min(1),
  steps: z.number().int().min(1).max(1000),
  guidance: z.number().min(0).max(50),
  width: z.number().int().multipleOf(8).min(64).max(4096),
  height: z.number().int().multipleOf(8).min(64).max(4096),
  seed: z.number().int().min(0).max(maxSeed),
  count: z.number().int().min(1).max(maxCount),
  scheduler: z.enum(schedulerSlugs),
  /** Image-to-image: a picture in the store, and how much of the noise schedule runs over it. */
  start: z.object({ imageId: z.uuid(), strength: z.number().gt(0).max(1) }).nullable(),
  /** Kin of the seed's picture: its noise is turned towards each of these seeds' in order, by this much, 0 … 1. */
  variations: z.array(variationSchema),
})
export type PaintSettings = z.infer<typeof paintSettingsSchema>

/** Where the answer goes. `null` guild means a direct message. */
export interface DeliveryTarget {
  applicationId: string
  interactionId: string
  interactionToken: string
  /** The interaction's moment of birth; its token lives 15 minutes from then. */
  createdAt: Date
  guildId: string | null
  channelId: string
  locale: string
}

/** A request that passed every check, neutral of its source. */
export interface GenerationRequest {
  kind: GenerationKind
  source: 'discord' | 'api' | 'cli'
  /** The person, as a Discord user id. */
  userId: string
  /** Discord's interaction id: the same request again is the same generation. */
  idempotencyKey: string
  settings: PaintSettings
  parentImageId: string | null
  /** Something that its person should know, told privately once it is accepted. */
  remark?: string
  target: DeliveryTarget
}

const wrapped = (seed: number, index: number) => (seed + index) % (maxSeed + 1)

/**
 * What image `index` of a generation alone was painted with: seed + index, wrapping at 2^32 as torch does; of variations,
 * the images share the seed and differ in the last variation's, which counts up in its place.
 */
export function settingsOfImage(settings: PaintSettings, index: number): PaintSettings {
  const last = settings.variations.at(-1)
  return last === undefined
    ? { ...settings, count: 1, seed: wrapped(settings.seed, index) }
    : {
        ...settings,
        count: 1,
        variations: [...settings.variations.slice(0, -1), { ...last, seed: wrapped(last.seed, index) }],
      }
}
