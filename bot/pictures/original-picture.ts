import type { RepliableInteraction } from 'discord.js'
import { z } from 'zod'
import type { BotDeps } from '#bot/contract/deps.ts'
import { PersonError } from '#core/errors.ts'
import { type PaintSettings, settingsOfImage } from '#core/generation.ts'
import { findGeneration, settingsOf } from '#db/generations.ts'
import { findImage } from '#db/images.ts'
import type { Generation, Image } from '#db/schema.ts'
import { textsFor } from '#messages/texts/texts.ts'

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
  // A menu's value comes from outside: it is checked before use.
  const image = z.uuid().safeParse(imageId).success ? await findImage(db, imageId) : undefined
  const generation = image && (await findGeneration(db, image.generationId))
  if (image === undefined || generation === undefined || generation.prompt === '') {
    throw new PersonError('refused', textsFor(interaction.locale).refusals.pictureGone)
  }
  return { image, generation, settings: settingsOfImage(settingsOf(generation), image.index) }
}
