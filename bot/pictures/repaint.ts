import type { RepliableInteraction } from 'discord.js'
import { z } from 'zod'
import { PersonError } from '#core/errors.ts'
import {
  type GenerationKind,
  type GenerationRequest,
  type PaintSettings,
  settingsOfImage,
} from '#core/generation.ts'
import { repaintable } from '#core/upscale.ts'
import { findGeneration, settingsOf } from '#db/generations.ts'
import { findImage } from '#db/images.ts'
import type { Generation, Image } from '#db/schema.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { FileGoneError } from '#bot/request/file-gone.ts'
import { originOf } from '#bot/request/target.ts'

/** A stored picture, and the settings that paint it alone. */
export interface Original {
  image: Image
  generation: Generation
  settings: PaintSettings
}

/** @throws {PersonError} when the picture's row is gone, or its person deleted it */
export async function findOriginalPicture(
  interaction: RepliableInteraction,
  imageId: string,
  { db }: Pick<BotDeps, 'db'>,
): Promise<Original> {
  // What a menu sends back is not ours until it was looked at.
  const image = z.uuid().safeParse(imageId).success ? await findImage(db, imageId) : undefined
  const generation = image && (await findGeneration(db, image.generationId))
  if (image === undefined || generation === undefined || generation.prompt === '') {
    throw new PersonError('refused', textsFor(interaction.locale).refusals.pictureGone)
  }
  return { image, generation, settings: settingsOfImage(settingsOf(generation), image.index) }
}

/** The request of somebody who paints on from a picture, at their own quota. */
export async function repaintRequest(
  interaction: RepliableInteraction,
  imageId: string,
  deps: Pick<BotDeps, 'db' | 'store'>,
  kind: GenerationKind,
  change: (original: Original) => Partial<PaintSettings>,
): Promise<GenerationRequest> {
  const original = await findOriginalPicture(interaction, imageId, deps)
  const same = kind === 'same_seed' || kind === 'upscale'
  const from = same ? original : { ...original, settings: repaintable(original.settings) }
  const settings = { ...from.settings, ...change(from) }
  await requireStartImage(interaction, settings, imageId, deps)
  return {
    ...originOf(interaction),
    kind,
    settings,
    parentImageId: imageId,
  }
}

/** @throws {PersonError} when the picture that is to be painted over has been cleared away, before anybody waits for it */
async function requireStartImage(
  interaction: RepliableInteraction,
  { start }: PaintSettings,
  imageId: string,
  { store }: Pick<BotDeps, 'store'>,
): Promise<void> {
  if (start === null || (await store.has(start.imageId))) return
  if (start.imageId === imageId) throw new FileGoneError(imageId, interaction.locale)
  throw new PersonError('refused', textsFor(interaction.locale).refusals.startGone)
}
