import { settingsOf } from '#db/generations.ts'
import type { Generation } from '#db/schema.ts'
import { sheetLabels } from '#messages/comparison.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { pictureMessage } from '#messages/picture.ts'
import type { ShownUpscaler } from '#messages/picture-buttons.ts'
import type { PictureFile } from './discord-api.ts'
import { pictureFile, type StoredPicture } from './picture-file.ts'

/** The message of a generation that is painted: those of its pictures that are there, together, with the buttons below. */
export async function generationPicture(
  generation: Generation,
  pictures: readonly [StoredPicture, ...StoredPicture[]],
  how: { encoding: 'png' | 'smaller'; upscalers: readonly ShownUpscaler[]; content?: string },
): Promise<{ body: MessageBody; files: PictureFile[] }> {
  const { comparison, locale, spoiler } = generation
  const labels = comparison === null ? undefined : sheetLabels(comparison, locale)
  const { encoding, ...shown } = how
  const file = await pictureFile(pictures, encoding, { spoiler, labels })
  const body = pictureMessage({
    images: pictures.map(({ image }) => image),
    fileName: file.name,
    settings: settingsOf(generation),
    locale,
    ...shown,
  })
  return { body, files: [file] }
}
