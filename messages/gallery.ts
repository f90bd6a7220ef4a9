import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
} from 'discord-api-types/v10'
import { customId } from './custom-id.ts'
import { shorten, typed } from './escape.ts'
import { altTextMaxLength, optionLabelMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { type Texts, textsFor } from './texts/texts.ts'

export const galleryPageSize = 9

/** How a gallery can be narrowed; the values of its second menu. */
export const galleryFilters = ['all', 'favourites', 'here', 'days_7', 'days_30'] as const
export type GalleryFilter = (typeof galleryFilters)[number]

type Row = APIActionRowComponent<APIComponentInMessageActionRow>

/** One page of a gallery: a numbered contact sheet, a menu to open a picture, a menu to narrow it, and the way on. */
export function galleryMessage(gallery: {
  viewId: string
  search: string | null
  /** From 0. */
  page: number
  total: number
  pictures: { imageId: string; prompt: string; seed: number }[]
  fileName: string
  locale: string
}): MessageBody {
  const { viewId, page, total, pictures, fileName, locale } = gallery
  const texts = textsFor(locale).gallery
  const pages = Math.ceil(total / galleryPageSize)
  const title = gallery.search === null ? texts.title(total) : texts.found(total, typed(gallery.search, 100))
  return {
    content: `${title} · ${texts.page(page + 1, pages)}`,
    embeds: [{ image: { url: `attachment://${fileName}` } }],
    attachments: [
      {
        id: 0,
        filename: fileName,
        description: shorten(
          pictures.map(({ prompt }, i) => `${i + 1}: ${prompt}`).join('\n'),
          altTextMaxLength,
        ),
      },
    ],
    components: [
      openMenu(viewId, pictures, texts),
      filterMenu(viewId, texts),
      {
        type: ComponentType.ActionRow,
        components: [
          pageButton(viewId, page - 1, texts.newer, page > 0),
          pageButton(viewId, page + 1, texts.older, page + 1 < pages),
        ],
      },
    ],
    allowed_mentions: { parse: [] },
  }
}

function openMenu(
  viewId: string,
  pictures: { imageId: string; prompt: string; seed: number }[],
  texts: Texts['gallery'],
): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: customId('gallery_open', viewId),
        placeholder: texts.open,
        options: pictures.map(({ imageId, prompt, seed }, i) => ({
          value: imageId,
          label: shorten(`${i + 1} · ${prompt}`, optionLabelMaxLength),
          description: texts.seed(seed),
        })),
      },
    ],
  }
}

function filterMenu(viewId: string, texts: Texts['gallery']): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: customId('gallery_filter', viewId),
        placeholder: texts.narrow,
        options: galleryFilters.map((value) => ({ value, label: texts.filters[value] })),
      },
    ],
  }
}

/** Buttons that lead nowhere stay, switched off, so that the others keep their place. */
function pageButton(
  viewId: string,
  page: number,
  label: string,
  enabled: boolean,
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: customId('gallery_page', viewId, page),
    disabled: !enabled,
  }
}
