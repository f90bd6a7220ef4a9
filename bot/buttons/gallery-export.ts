import type { ButtonInteraction } from 'discord.js'
import type { Button } from '#bot/contract/component.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { galleryViewOf } from '#bot/pictures/gallery-view.ts'
import { zipOf, type ZipEntry } from '#bot/pictures/zip.ts'
import { PersonError } from '#core/errors.ts'
import { exportParts } from '#core/export-parts.ts'
import { settingsOfImage } from '#core/generation.ts'
import { findPictures, ownFiles } from '#db/gallery.ts'
import { settingsOf } from '#db/generations.ts'
import type { Generation, Image } from '#db/schema.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import { exportMessage } from '#messages/gallery.ts'
import { messageLink } from '#messages/message-link.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Sends a person's own pictures of a gallery's view as ZIP files, each within the upload limit of the place. */
export const galleryExport: Button = {
  acknowledge: 'parts',
  underway: (texts) => texts.gallery.exported.underway,
  async *parts(interaction, viewId, deps) {
    const view = await galleryViewOf(interaction, viewId, deps)
    const texts = textsFor(interaction.locale).gallery.exported
    const limit = interaction.attachmentSizeLimit
    const { parts, tooLarge } = exportParts(await ownFiles(deps.db, view), limit)
    if (parts.length === 0 && tooLarge.length === 0) throw new PersonError('refused', texts.nothing)
    for (const [index, ids] of parts.entries()) {
      yield await zipPart(interaction, ids, { part: index + 1, parts: parts.length }, deps)
    }
    if (tooLarge.length > 0) throw new PersonError('refused', texts.tooLarge(tooLarge.length))
  },
}

async function zipPart(
  { locale }: ButtonInteraction,
  ids: readonly string[],
  place: { part: number; parts: number },
  { clock, db, store }: BotDeps,
): Promise<Outgoing> {
  const told: ReturnType<typeof toldOf>[] = []
  const entries = async function* (): AsyncIterable<ZipEntry> {
    for (const { image, generation } of await findPictures(db, ids)) {
      // Deleted since the parts were planned.
      const data = await store.get(image.id)
      if (data === undefined) continue
      const picture = toldOf(image, generation)
      told.push(picture)
      yield { name: picture.file, data, at: generation.createdAt, compress: false }
    }
    const data = Buffer.from(JSON.stringify(told, null, 1))
    yield { name: 'pictures.json', data, at: clock.now(), compress: true }
  }
  const data = await zipOf(entries())
  const fileName = `dragon-wings-${place.part}-of-${place.parts}.zip`
  const body = exportMessage({ ...place, pictures: told.length, fileName, locale })
  return { body, files: [{ name: fileName, contentType: 'application/zip', data }] }
}

/** What `pictures.json` tells of a picture. */
function toldOf(image: Image, generation: Generation) {
  const { strength, createdAt } = generation
  const { prompt, negativePrompt, model, steps, guidance, scheduler } = settingsOfImage(
    settingsOf(generation),
    image.index,
  )
  return {
    file: `${createdAt.toISOString().slice(0, 10)}-${image.seed}-${image.id}.png`,
    prompt,
    negative_prompt: negativePrompt,
    model,
    steps,
    guidance,
    width: image.width,
    height: image.height,
    seed: image.seed,
    scheduler,
    strength,
    created_at: createdAt.toISOString(),
    message: messageLink(generation) ?? null,
  }
}
