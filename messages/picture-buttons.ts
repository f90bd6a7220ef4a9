import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIMessageTopLevelComponent,
} from 'discord-api-types/v10'
import type { Comparison, PaintSettings } from '#core/generation.ts'
import { cellLabel } from './comparison.ts'
import { type ButtonAction, customId, menuValues, upscalerValue } from './custom-id.ts'
import { shorten } from './escape.ts'
import { optionLabelMaxLength } from './limits.ts'
import { type Texts, textsFor } from './texts/texts.ts'

type Row = APIActionRowComponent<APIComponentInMessageActionRow>

/** What a button needs to know of a stored picture. */
export interface ShownImage {
  id: string
  /** Its place in a sheet. */
  index?: number
  /** Whether it is somebody's favourite, or, in what one person sees, theirs. */
  favourite?: boolean
  /** Rows that the UNet was given for it, and those that it is given at Exact, where they were counted. */
  unetRuns?: number | null
  unetRunsFull?: number | null
}

/** An upscaler that the model's workers have; its name has at most 60 characters. */
export interface ShownUpscaler {
  name: string
  factor: number
}

/** A menu holds 25 entries. */
const maxUpscalers = 25 - menuValues.length

/**
 * The rows under a finished picture, under a grid, where `U` and `V` are about its pictures and the rest about it as a whole, or
 * under a sheet, whose menu opens its cells.
 */
export function pictureButtons(
  images: ShownImage[],
  { comparison }: Pick<PaintSettings, 'comparison'>,
  locale: string,
  upscalers: readonly ShownUpscaler[] = [],
): Row[] {
  const texts = textsFor(locale)
  const [first, ...others] = images
  if (first === undefined) return []
  if (comparison !== undefined) return sheetRows(images, first, comparison, locale)
  return others.length === 0 ? singleRows(first, upscalers, texts) : gridRows(images, first, texts)
}

function singleRows(
  { id, favourite = false }: ShownImage,
  upscalers: readonly ShownUpscaler[],
  texts: Texts,
): Row[] {
  return [
    row(
      button(texts.buttons.reroll, 'reroll', id),
      button(texts.buttons.upscale, 'upscale', id),
      button(texts.buttons.vary, 'vary', id),
      button(texts.buttons.edit, 'edit', id),
      favouriteButton(id, favourite, texts),
    ),
    row(
      button(texts.buttons.same_seed, 'same_seed', id),
      button(texts.buttons.delete, 'delete', id, ButtonStyle.Danger),
    ),
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: customId('more', id),
          placeholder: texts.menu.placeholder,
          options: [
            ...menuValues.map((value) => ({ value, ...texts.menu[value] })),
            ...upscalers.slice(0, maxUpscalers).map(({ name, factor }) => ({
              value: upscalerValue(name),
              ...texts.upscalers.entry(name, factor),
            })),
          ],
        },
      ],
    },
  ]
}

function gridRows(images: ShownImage[], first: ShownImage, texts: Texts): Row[] {
  return [
    row(...images.map(({ id }, i) => button(`U${i + 1}`, 'pick', id))),
    row(...images.map(({ id }, i) => button(`V${i + 1}`, 'vary_grid', id))),
    row(
      button(texts.buttons.reroll, 'reroll_all', first.id),
      button(texts.buttons.same_seed, 'same_seed_all', first.id),
      button(texts.buttons.edit, 'edit_all', first.id),
      button(texts.buttons.delete, 'delete_all', first.id, ButtonStyle.Danger),
    ),
  ]
}

function sheetRows(images: ShownImage[], first: ShownImage, comparison: Comparison, locale: string): Row[] {
  const texts = textsFor(locale)
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: customId('open_cell', first.id),
          placeholder: texts.compare.open,
          options: images.map(({ id, index }, i) => ({
            value: id,
            label: shorten(cellLabel(comparison, index ?? i, locale), optionLabelMaxLength),
          })),
        },
      ],
    },
    row(
      button(texts.buttons.reroll, 'reroll_all', first.id),
      button(texts.buttons.delete, 'delete_all', first.id, ButtonStyle.Danger),
    ),
  ]
}

/** A star and green where it is a favourite. */
function favouriteButton(id: string, favourite: boolean, texts: Texts): APIButtonComponentWithCustomId {
  const off = button(texts.buttons.favourite, 'favourite', id)
  return favourite ? { ...off, style: ButtonStyle.Success, emoji: { name: '⭐' } } : off
}

/** A message's components with the favourite button as it is now; all else stays as it is. */
export function withFavourite(
  components: readonly APIMessageTopLevelComponent[],
  imageId: string,
  favourite: boolean,
  locale: string,
): Row[] {
  const changed = favouriteButton(imageId, favourite, textsFor(locale))
  return components.flatMap((row) =>
    row.type === ComponentType.ActionRow
      ? [
          {
            ...row,
            components: row.components.map((one) =>
              'custom_id' in one && one.custom_id === changed.custom_id ? changed : one,
            ),
          },
        ]
      : [],
  )
}

/** The row under a message that waits or is painted. */
export function cancelButton(generationId: string, locale: string): Row[] {
  return [row(button(textsFor(locale).buttons.cancel, 'cancel', generationId, ButtonStyle.Danger))]
}

/** The row under the word that a picture's file is gone. */
export function sameSeedButton(imageId: string, locale: string): Row[] {
  return [row(button(textsFor(locale).buttons.same_seed, 'same_seed', imageId))]
}

function row(...components: APIButtonComponentWithCustomId[]): Row {
  return { type: ComponentType.ActionRow, components }
}

function button(
  label: string,
  action: ButtonAction,
  id: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label, custom_id: customId(action, id) }
}
