import type { RepliableInteraction } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import type { GenerationRequest } from '#core/generation.ts'
import { enlarged } from '#core/upscale.ts'
import { knownModels } from '#db/workers.ts'
import { repaintRequest } from './repaint.ts'
import { sizeMultipleOf } from './within-limits.ts'

/** A stored picture painted over at `factor` times its width and height. */
export async function enlarge(
  interaction: RepliableInteraction,
  imageId: string,
  deps: BotDeps,
  factor: number,
): Promise<GenerationRequest> {
  const models = await knownModels(deps.db)
  return repaintRequest(interaction, imageId, deps, 'upscale', ({ image, settings }) =>
    enlarged(settings, image, factor, sizeMultipleOf(settings, models)),
  )
}
