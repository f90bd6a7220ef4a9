import { PersonError } from '#core/errors.ts'
import { galleryPage } from '#db/gallery.ts'
import type { GalleryView } from '#db/schema.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import { emptyGalleryMessage, galleryMessage, galleryPageSize } from '#messages/gallery.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { contactSheet } from './contact-sheet.ts'
import type { BotDeps } from './deps.ts'

const fileName = 'gallery.jpg'

/**
 * One page of somebody's gallery: its contact sheet, and the menus and buttons that lead on.
 * @throws {PersonError} when it is narrowed and no picture is in it
 */
export async function showGallery(
  view: GalleryView,
  page: number,
  locale: string,
  { db, store }: Pick<BotDeps, 'db' | 'store'>,
): Promise<Outgoing> {
  const { pictures, total } = await galleryPage(db, view, { page, size: galleryPageSize })
  if (pictures.length === 0) {
    const narrowed =
      view.search !== null || view.favouritesOnly || view.guildId !== null || view.days !== null
    if (narrowed) throw new PersonError('refused', textsFor(locale).gallery.nothingFound)
    return { body: emptyGalleryMessage(view.id, locale) }
  }
  const files = await Promise.all(pictures.map(({ image }) => store.get(image.id)))
  const body = galleryMessage({
    viewId: view.id,
    search: view.search,
    page,
    total,
    pictures: pictures.map(({ image, generation }) => ({
      imageId: image.id,
      prompt: generation.prompt,
      seed: image.seed,
    })),
    fileName,
    locale,
  })
  return { body, files: [{ name: fileName, contentType: 'image/jpeg', data: await contactSheet(files) }] }
}
