import { z } from 'zod'
import { fewStepsSchema } from './few-steps.ts'
import { schedulerSlugs } from './schedulers.ts'

/** What a worker can paint with; everything a request needs to know about a model before it is queued. */
export const modelFactsSchema = z.object({
  name: z.string(),
  /** The size the model was trained for, in pixels. */
  width: z.number().int(),
  height: z.number().int(),
  steps: z.number().int(),
  guidance: z.number(),
  scheduler: z.enum(schedulerSlugs),
  /** Widths and heights in multiples of this are painted for certain. */
  sizeMultiple: z.number().int(),
  /** What one that was made for few steps (LCM, TCD, Hyper-SD) is painted with. */
  fewSteps: fewStepsSchema.optional(),
  /** Upscalers that its workers have, and how many times as large their pictures are. */
  upscalers: z.array(z.object({ name: z.string(), factor: z.number().int() })).optional(),
  /** For a small model that knows few words: the words by topic, and prompts that it paints well. */
  world: z
    .object({
      words: z.array(z.array(z.string())),
      examples: z.array(z.string()),
      /** Every word that it has seen, lower case. Left out by workers of older versions. */
      seen: z.array(z.string()).optional(),
    })
    .optional(),
})
export type ModelFacts = z.infer<typeof modelFactsSchema>
