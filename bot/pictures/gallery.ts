import type { RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import { directMessages, galleryPage, galleryPlaces } from '#db/gallery.ts'
import type { GalleryView } from '#db/schema.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import {
  emptyGalleryMessage,
  type GalleryFilter,
  galleryMessage,
  galleryPageSize,
  galleryPlacesMost,
} from '#messages/gallery.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { contactSheet } from './contact-sheet.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

const fileName = 'gallery.jpg'

/**
 * One page of a person's gallery: its contact sheet, and the menus and buttons that lead on. In place of a page that no longer
 * exists, because pictures were deleted, the last page is shown.
 * @throws {PersonError} when it is narrowed and no picture is in it
 */
export async function showGallery(
  view: GalleryView,
  page: number,
  { client, locale }: Pick<RepliableInteraction, 'client' | 'locale'>,
  { db, store }: Pick<BotDeps, 'db' | 'store'>,
): Promise<Outgoing> {
  const look = (at: number) => galleryPage(db, view, { page: at, size: galleryPageSize })
  const [asked, places] = await Promise.all([look(page), galleryPlaces(db, view.userId, galleryPlacesMost)])
  const { total } = asked
  const shown = Math.min(page, Math.max(0, Math.ceil(total / galleryPageSize) - 1))
  const { pictures } = shown === page ? asked : await look(shown)
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
    filters: filtersOf(view),
    places: places.map((id) => ({
      id,
      isDirect: id === directMessages,
      name: client.guilds.cache.get(id)?.name,
    })),
    place: view.guildId,
    page: shown,
    total,
    pictures: pictures.map(({ image, generation }) => ({
      imageId: image.id,
      prompt: generation.prompt,
      seed: image.seed,
      createdAt: generation.createdAt,
    })),
    fileName,
    locale,
  })
  return { body, files: [{ name: fileName, contentType: 'image/jpeg', data: await contactSheet(files) }] }
}

function filtersOf({ favouritesOnly, days }: GalleryView): GalleryFilter[] {
  return [
    ...(favouritesOnly ? (['favourites'] as const) : []),
    ...(days === 7 ? (['days_7'] as const) : []),
    ...(days === 30 ? (['days_30'] as const) : []),
  ]
}
