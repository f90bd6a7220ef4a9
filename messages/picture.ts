import type { APIEmbed } from 'discord-api-types/v10'
import type { PaintSettings } from '#core/generation.ts'
import { sheetLabels } from './comparison.ts'
import { shorten, typed } from './escape.ts'
import { altTextMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { pictureButtons, type ShownImage, type ShownUpscaler } from './picture-buttons.ts'
import { settingsLine, type ShownRuns } from './settings-line.ts'
import { textsFor } from './texts/texts.ts'

const colours = { waiting: 0x5865f2, done: 0x23a55a }

/** A longer prompt would push the picture out of a phone's sight; `Image info` has all of it. */
const promptShown = 400

/** What every state of a picture's message shows: the prompt, then the picture, and its settings as a small line below. */
export function settingsEmbed(
  settings: PaintSettings,
  locale: string,
  colour: keyof typeof colours,
  images: readonly ShownImage[] = [],
): APIEmbed {
  return {
    color: colours[colour],
    description: typed(settings.prompt, promptShown),
    footer: { text: settingsLine(settings, locale, runsOf(images)) },
  }
}

/** Of all of them together; undefined where one wasn't counted. */
function runsOf(images: readonly ShownImage[]): ShownRuns | undefined {
  const sum = { run: 0, full: 0 }
  for (const { unetRuns, unetRunsFull } of images) {
    if (typeof unetRuns !== 'number' || typeof unetRunsFull !== 'number') return undefined
    sum.run += unetRuns
    sum.full += unetRunsFull
  }
  return sum.full === 0 ? undefined : sum
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
  const embed = settingsEmbed(settings, locale, 'done', images)
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
