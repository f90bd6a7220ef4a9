import { z } from 'zod'
import { schedulerSlugs } from './schedulers.ts'
import { side } from './size.ts'
import { speedSchema } from './speeds.ts'

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

/** What a form of Discord holds: prompts from other tools are longer than what is typed behind a command. */
export const promptMaxLength = 4000
/** What a command's option takes. */
export const promptOptionMaxLength = 2000
export const minSteps = 1
export const maxSteps = 1000
export const minGuidance = 0
export const maxGuidance = 50
/** Seeds are 32 bits, as torch takes them. */
export const maxSeed = 2 ** 32 - 1
/** CLIP's text encoder has twelve layers; clip skip counts from its end as A1111 does, where 1 is the last. */
export const maxClipSkip = 12
export const maxCount = 4
/** Where attempts end. */
export const maxAttempts = 3

/** How much of the noise schedule runs over a start image by default. */
export const usualStrength = 0.6

/** How far `Vary` goes from a picture: a little, and as far as the new picture still resembles it. */
export const variationStrengths = { subtle: 0.15, strong: 0.4 } as const

export const variationSchema = z.object({
  seed: z.number().int().min(0).max(maxSeed),
  strength: z.number().min(0).max(1),
})
export type Variation = z.infer<typeof variationSchema>

/** What a sheet of `/compare` varies: rows × columns. */
export const comparisonAxes = ['schedulers_steps', 'guidance_seeds', 'speeds_seeds'] as const
export type ComparisonAxes = (typeof comparisonAxes)[number]
/** Values on one axis of a sheet. */
export const maxAxisValues = 4
export const maxCells = maxAxisValues ** 2

const steps = z.number().int().min(minSteps).max(maxSteps)
const guidance = z.number().min(minGuidance).max(maxGuidance)
const seed = z.number().int().min(0).max(maxSeed)
const scheduler = z.enum(schedulerSlugs)
const speed = speedSchema.optional()

/** One prompt over two axes. Its cells are in reading order; image `i` of the generation is cell `i`. */
export const comparisonSchema = z.object({
  axes: z.enum(comparisonAxes),
  columns: z.number().int().min(1).max(maxAxisValues),
  cells: z.array(z.object({ scheduler, steps, guidance, seed, speed })).min(1).max(maxCells),
})
export type Comparison = z.infer<typeof comparisonSchema>

/** How prompts are read: as A1111 does (weights, schedules, `AND`, embeddings), or as diffusers does. */
export const promptSyntaxes = ['a1111', 'plain'] as const
export type PromptSyntax = (typeof promptSyntaxes)[number]

/** A picture's settings with every value resolved: what the engine is told, and what a row keeps. */
export const paintSettingsSchema = z.object({
  prompt: z.string().min(1).max(promptMaxLength),
  negativePrompt: z.string().max(promptMaxLength),
  /** Left out: plain, as every picture was painted at first. */
  promptSyntax: z.enum(promptSyntaxes).optional(),
  /** Name of the model folder. */
  model: z.string().min(1),
  steps,
  guidance,
  width: side,
  height: side,
  seed,
  /** At most `maxCount`, or the cells of a comparison. */
  count: z.number().int().min(1).max(maxCells),
  scheduler,
  /** Left out: exact. */
  speed,
  /** The text encoder's layer that is taken, counted from its end. Left out: 1, the last. */
  clipSkip: z.number().int().min(1).max(maxClipSkip).optional(),
  /**
   * Image-to-image: a picture in the store, and how much of the noise schedule runs over it. It is brought to size by resampling,
   * or by an upscaler of that name; a strength of 0 then leaves it at that.
   */
  start: z
    .object({
      imageId: z.uuid(),
      strength: z.number().min(0).max(1),
      upscaler: z.string().min(1).optional(),
      /** Inpainting: a picture in the store, white where it is painted anew. */
      maskId: z.uuid().optional(),
    })
    .nullable(),
  /** Kin of the seed's picture: its noise is turned towards each of these seeds' in order, by this much, 0 … 1. */
  variations: z.array(variationSchema),
  /** A sheet: each image has its cell's values. The values above are then the first cell's, but with the most steps of any. */
  comparison: comparisonSchema.optional(),
})
export type PaintSettings = z.infer<typeof paintSettingsSchema>

/** The person who asks, or a program with one of their API keys, which acts under their tier, quota and rules. */
export interface Principal {
  /** Discord's user id. */
  userId: string
  apiKeyId: string | null
}

/** Where requests come from, and their answers go to. */
export const requestSources = ['discord', 'api', 'cli'] as const

/** The answer is a message in Discord. */
export interface DiscordTarget {
  kind: 'discord'
  applicationId: string
  channelId: string
  interactionToken: string
  /** When the interaction was made; its token lives 15 minutes from then. */
  createdAt: Date
  /** Confirmed from this draft: the message is posted in the channel, and no reply to an interaction. */
  draftId?: string
}

/** The answer is fetched by a program. */
export interface ApiTarget {
  kind: 'api'
  /** Of what was asked for: the same idempotency key with another request is refused. */
  requestHash?: string
  /** The answer holds the pictures themselves. */
  returnBase64?: boolean | undefined
  /** An address that is told of the end. */
  callbackUrl?: string | undefined
  /** What there is to say about the request. */
  notes?: readonly string[]
}

/** Where the answer goes. For the API and the command line nothing is acknowledged or posted: they read the row. */
export type DeliveryTarget = DiscordTarget | ApiTarget | { kind: 'cli' }

/** A request that passed every check, neutral of its source. */
export interface GenerationRequest {
  kind: GenerationKind
  principal: Principal
  /** The server that it counts in; null for direct messages, and for what comes from elsewhere than Discord. */
  guildId: string | null
  /** The language of the answer. */
  locale: string
  /** The same request again is the same generation. Unique over everybody: Discord's interaction id, or a draft's id with a number. */
  idempotencyKey: string
  settings: PaintSettings
  parentImageId: string | null
  /** Parts of its prompt between `AND`s, each a row of every UNet run; 1 when left out. */
  promptParts?: number
  /** A note for the person, sent privately once the request is accepted. */
  remark?: string
  target: DeliveryTarget
}

/** Over a start image, only this share of the steps is run; a strength of 0 runs none, and leaves it at an upscaler's work. */
export function leavesNothingToPaint({ steps, start }: Pick<PaintSettings, 'steps' | 'start'>): boolean {
  return start !== null && start.strength > 0 && Math.floor(steps * start.strength) < 1
}

/** The seed of image `index`: seed + index, wrapping at 2^32. The engine has the same rule (`worker/limits.test.ts`). */
export function countedUp(seed: number, index: number): number {
  return (seed + index) % (maxSeed + 1)
}

/**
 * What image `index` of a generation alone was painted with: its cell of a comparison; otherwise the seed counted up;
 * of variations, the images share the seed and differ in the last variation's, which counts up in its
 * place.
 */
export function settingsOfImage({ comparison, ...settings }: PaintSettings, index: number): PaintSettings {
  const cell = comparison?.cells[index]
  if (cell !== undefined) return { ...settings, ...cell, count: 1 }
  const last = settings.variations.at(-1)
  return last === undefined
    ? { ...settings, count: 1, seed: countedUp(settings.seed, index) }
    : {
        ...settings,
        count: 1,
        variations: [...settings.variations.slice(0, -1), { ...last, seed: countedUp(last.seed, index) }],
      }
}
