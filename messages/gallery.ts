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
import { notice } from './notice.ts'
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
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Secondary,
            label: texts.export,
            custom_id: customId('gallery_export', viewId),
          },
          eraseButton('gallery_erase', viewId, texts.erase.label),
        ],
      },
    ],
    allowed_mentions: { parse: [] },
  }
}

/** One part of an export. */
export function exportMessage(sent: {
  /** From 1. */
  part: number
  parts: number
  pictures: number
  fileName: string
  locale: string
}): MessageBody {
  const texts = textsFor(sent.locale).gallery.exported
  return {
    ...notice(texts.part(sent.part, sent.parts, sent.pictures)),
    attachments: [{ id: 0, filename: sent.fileName, description: texts.alt }],
  }
}

/** There is no picture, but perhaps other things that a person wants to be gone. */
export function emptyGalleryMessage(viewId: string, locale: string): MessageBody {
  const texts = textsFor(locale).gallery
  return withEraseButton(texts.empty, 'gallery_erase', viewId, texts.erase.label)
}

/** What goes and what stays, and the button that does it. */
export function confirmEraseMessage(viewId: string, locale: string): MessageBody {
  const texts = textsFor(locale).gallery.erase
  return withEraseButton(texts.question, 'erase', viewId, texts.confirm)
}

function withEraseButton(
  content: string,
  action: 'gallery_erase' | 'erase',
  viewId: string,
  label: string,
): MessageBody {
  const components = [eraseButton(action, viewId, label)]
  return { ...notice(content), components: [{ type: ComponentType.ActionRow, components }] }
}

function eraseButton(
  action: 'gallery_erase' | 'erase',
  viewId: string,
  label: string,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: ButtonStyle.Danger, label, custom_id: customId(action, viewId) }
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
