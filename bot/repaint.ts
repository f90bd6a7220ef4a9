import type { ButtonInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import type { GenerationKind, GenerationRequest, PaintSettings } from '#core/generation.ts'
import { findGeneration, settingsOf } from '#db/generations.ts'
import { findImage } from '#db/images.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from './deps.ts'
import { targetOf } from './target.ts'

/**
 * The request of a button that paints from the settings of a picture, at the presser's own quota.
 * @throws {PersonError} when the picture's row is gone
 */
export async function repaintRequest(
  interaction: ButtonInteraction,
  imageId: string,
  { db }: BotDeps,
  kind: GenerationKind,
  change: Partial<PaintSettings>,
): Promise<GenerationRequest> {
  const image = await findImage(db, imageId)
  const parent = image && (await findGeneration(db, image.generationId))
  if (parent === undefined || image === undefined || parent.prompt === '') {
    throw new PersonError('refused', textsFor(interaction.locale).refusals.pictureGone)
  }
  return {
    kind,
    source: 'discord',
    userId: interaction.user.id,
    idempotencyKey: interaction.id,
    settings: { ...settingsOf(parent), seed: image.seed, count: 1, ...change },
    parentImageId: imageId,
    target: targetOf(interaction),
  }
}
