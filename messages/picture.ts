import type { APIEmbed } from 'discord-api-types/v10'
import type { AxisList } from '#core/comparison.ts'
import type { PaintSettings } from '#core/generation.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { sheetLabels, valuesOf } from './comparison.ts'
import { escapeMarkup, shorten, typed } from './escape.ts'
import { altTextMaxLength, embedDescriptionMaxLength, embedFieldMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { plainNumber } from './numbers.ts'
import { pictureButtons, type ShownImage, type ShownUpscaler } from './picture-buttons.ts'
import { textsFor } from './texts/texts.ts'

const colours = { waiting: 0x5865f2, done: 0x23a55a }

/** Prompts have room for all they may be; a model's path must not take the embed past its 6,000 characters. */
const modelMaxLength = 100

const field = (name: string, value: string) => ({
  name,
  value: shorten(value, embedFieldMaxLength),
  inline: true,
})

/** What every state of a picture's message shows: the prompt, and the settings a person cares about. */
export function settingsEmbed(
  settings: PaintSettings,
  locale: string,
  colour: keyof typeof colours,
): APIEmbed {
  const texts = textsFor(locale).settings
  const { comparison } = settings
  const shown = (list: AxisList, value: string) =>
    comparison === undefined ? value : valuesOf(comparison, list, locale)
  return {
    color: colours[colour],
    description: shorten(escapeMarkup(settings.prompt), embedDescriptionMaxLength),
    fields: [
      // Discord refuses a field without text.
      ...(settings.negativePrompt.trim() === ''
        ? []
        : [field(texts.negativePrompt, escapeMarkup(settings.negativePrompt))]),
      field(texts.size, `${settings.width}×${settings.height}`),
      field(texts.steps, shown('steps', String(settings.steps))),
      field(texts.guidance, shown('guidance', plainNumber(settings.guidance, locale))),
      field(texts.seed, shown('seeds', String(settings.seed))),
      field(texts.scheduler, shown('schedulers', schedulerNames[settings.scheduler])),
      field(texts.model, typed(settings.model, modelMaxLength)),
      ...(settings.start?.upscaler === undefined
        ? []
        : [field(texts.upscaler, typed(settings.start.upscaler, modelMaxLength))]),
    ],
  }
}

/** Discord hides a file with such a name until somebody clicks on it, but not in an embed (resources/message#attachment-object). */
const spoilerPrefix = 'SPOILER_'

export function spoilerName(fileName: string): string {
  return `${spoilerPrefix}${fileName}`
}

/** A finished picture, or the grid or the sheet of several, under its settings, with alt text and buttons that resolve through the database. */
export function pictureMessage(picture: {
  images: ShownImage[]
  fileName: string
  settings: PaintSettings
  locale: string
  /** Stands above the picture. */
  content?: string
  /** Those that the model's workers have, for the menu. */
  upscalers?: readonly ShownUpscaler[]
  /** The file stands beside the embed, where Discord offers to download it as it is. */
  asFile?: boolean
}): MessageBody {
  const { fileName, settings, locale, images, content = '', upscalers, asFile = false } = picture
  const embed = settingsEmbed(settings, locale, 'done')
  const inEmbed = !asFile && !fileName.startsWith(spoilerPrefix)
  return {
    content,
    embeds: [inEmbed ? { ...embed, image: { url: `attachment://${fileName}` } } : embed],
    attachments: [
      {
        id: 0,
        filename: fileName,
        description: shorten(altText(settings, images.length, locale), altTextMaxLength),
      },
    ],
    components: pictureButtons(images, settings, locale, upscalers),
    allowed_mentions: { parse: [] },
  }
}

function altText({ prompt, comparison }: PaintSettings, pictures: number, locale: string): string {
  const texts = textsFor(locale)
  if (comparison === undefined) return texts.altText(prompt, pictures)
  const { rows, columns } = sheetLabels(comparison, locale)
  return texts.compare.alt(pictures, rows.join(', '), columns.join(', '), prompt)
}
