import type { RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import { type GenerationKind, type GenerationRequest, type PaintSettings } from '#core/generation.ts'
import { repaintable } from '#core/upscale.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { FileGoneError } from '#bot/request/file-gone.ts'
import { findOriginalPicture, type Original } from './original-picture.ts'
import { originOf } from '#bot/request/target.ts'

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
