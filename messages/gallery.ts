import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
} from 'discord-api-types/v10'
import { customId } from './custom-id.ts'
import { escapeMarkup, shorten, typed } from './escape.ts'
import { altTextMaxLength, optionLabelMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { notice } from './notice.ts'
import { type Texts, textsFor } from './texts/texts.ts'

export const galleryPageSize = 9

/** How a gallery can be narrowed, also by several at once; the values of its second menu. */
export const galleryFilters = ['favourites', 'days_7', 'days_30'] as const
export type GalleryFilter = (typeof galleryFilters)[number]

/** Where pictures were painted: a server, or the direct messages. */
export interface GalleryPlace {
  id: string
  isDirect: boolean
  /** Undefined for a server that we are not in any more, too. */
  name: string | undefined
}
/** In the menu of places: all of them. A menu holds 25 entries. */
export const everyPlace = 'everywhere'
export const galleryPlacesMost = 24

type Row = APIActionRowComponent<APIComponentInMessageActionRow>

export interface GalleryPage {
  viewId: string
  search: string | null
  filters: readonly GalleryFilter[]
  /** All that its person can choose from, and the one that was chosen. */
  places: readonly GalleryPlace[]
  place: string | null
  /** From 0. */
  page: number
  total: number
  pictures: { imageId: string; prompt: string; seed: number; createdAt: Date }[]
  fileName: string
  locale: string
}

/** One page of a gallery: a numbered contact sheet, a menu to open a picture, menus to narrow it, and the way on. */
export function galleryMessage(gallery: GalleryPage): MessageBody {
  const { viewId, page, total, pictures, fileName, locale } = gallery
  const texts = textsFor(locale).gallery
  const pages = Math.ceil(total / galleryPageSize)
  return {
    content: [...titleOf(gallery, texts), texts.page(page + 1, pages)].join(' · '),
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
      openMenu(gallery, texts),
      filterMenu(gallery, texts),
      ...placeMenu(gallery, texts),
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

/** What is shown, and by what it is narrowed: the menus alone would say it by a tick. */
function titleOf({ search, filters, places, place, total }: GalleryPage, texts: Texts['gallery']): string[] {
  const favourites = filters.includes('favourites')
  const title = favourites ? texts.favourites(total) : texts.title(total)
  const of = places.find(({ id }) => id === place)
  return [
    search === null ? title : texts.found(total, typed(search, 100)),
    ...filters
      .filter((filter) => filter !== 'favourites' || search !== null)
      .map((filter) => texts.filters[filter]),
    ...(of === undefined ? [] : [escapeMarkup(placeName(of, texts))]),
  ]
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
  return {
    ...notice(texts.empty),
    components: [quiet(eraseButton('gallery_erase', viewId, texts.erase.label))],
  }
}

/** Where nothing is at stake, the one button is not red. */
function quiet(button: APIButtonComponentWithCustomId): Row {
  return { type: ComponentType.ActionRow, components: [{ ...button, style: ButtonStyle.Secondary }] }
}

/** What goes and what stays, and the button that does it. */
export function confirmEraseMessage(viewId: string, locale: string): MessageBody {
  const { erase, back } = textsFor(locale).gallery
  return withEraseButton(erase.question, 'erase', viewId, erase.confirm, back)
}

function withEraseButton(
  content: string,
  action: 'gallery_erase' | 'erase',
  viewId: string,
  label: string,
  back: string,
): MessageBody {
  const components = [eraseButton(action, viewId, label), pageButton(viewId, 0, back, true)]
  return { ...notice(content), components: [{ type: ComponentType.ActionRow, components }] }
}

function eraseButton(
  action: 'gallery_erase' | 'erase',
  viewId: string,
  label: string,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: ButtonStyle.Danger, label, custom_id: customId(action, viewId) }
}

function openMenu({ viewId, pictures, locale }: GalleryPage, texts: Texts['gallery']): Row {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: customId('gallery_open', viewId),
        placeholder: texts.open,
        options: pictures.map(({ imageId, prompt, seed, createdAt }, i) => ({
          value: imageId,
          label: shorten(`${i + 1} · ${prompt}`, optionLabelMaxLength),
          description: `${texts.seed(seed)} · ${day.format(createdAt)}`,
        })),
      },
    ],
  }
}

function filterMenu({ viewId, filters }: GalleryPage, texts: Texts['gallery']): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: customId('gallery_filter', viewId),
        placeholder: texts.narrow,
        min_values: 0,
        max_values: galleryFilters.length,
        options: galleryFilters.map((value) => ({
          value,
          label: texts.filters[value],
          default: filters.includes(value),
        })),
      },
    ],
  }
}

/** Nobody is asked to choose from one place. */
function placeMenu({ viewId, places, place }: GalleryPage, texts: Texts['gallery']): Row[] {
  if (places.length < 2) return []
  const options = [
    { value: everyPlace, label: texts.everyPlace, default: place === null },
    ...places.slice(0, galleryPlacesMost).map((one) => ({
      value: one.id,
      label: shorten(placeName(one, texts), optionLabelMaxLength),
      default: one.id === place,
    })),
  ]
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: customId('gallery_place', viewId),
          placeholder: texts.everyPlace,
          options,
        },
      ],
    },
  ]
}

function placeName({ id, isDirect, name }: GalleryPlace, texts: Texts['gallery']): string {
  if (isDirect) return texts.directMessages
  return name ?? texts.unknownServer(id.slice(-4))
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
