import { z } from 'zod'
import { laxInteger } from '#api/http/lax.ts'
import { maxClipSkip } from '#core/generation.ts'

/** CLIP's layers that can be left out, as A1111 counts: 1 is none. */
export const clipSkip = laxInteger.pipe(z.number().min(1).max(maxClipSkip))

/** The options that change something here. They are kept for each key. */
export const chosenOptionsSchema = z.object({
  sd_model_checkpoint: z.string().optional(),
  CLIP_stop_at_last_layers: clipSkip.optional(),
})
export type ChosenOptions = z.infer<typeof chosenOptionsSchema>
