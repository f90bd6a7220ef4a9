import type { PaintSettings } from '#core/generation.ts'
import type { MessageBody } from './message-body.ts'
import { settingsEmbed } from './picture.ts'
import { textsFor } from './texts/texts.ts'

const barLength = 20

/** `████████░░░░`, for people; the numbers beside it say the same. */
export function progressBar(done: number, of: number): string {
  const filled = Math.round((barLength * Math.min(done, of)) / of)
  return '█'.repeat(filled) + '░'.repeat(barLength - filled)
}

/** The public message of a picture that waits for its turn. */
export function waitingMessage(settings: PaintSettings, locale: string): MessageBody {
  return message(textsFor(locale).waiting, settings, locale)
}

/** The same message while it is painted: step, bar, time left, and a preview when there is one. */
export function paintingMessage(progress: {
  settings: PaintSettings
  locale: string
  step: number
  steps: number
  secondsLeft?: number
  previewFile?: string
}): MessageBody {
  const texts = textsFor(progress.locale)
  const { settings, locale, step, steps, previewFile } = progress
  if (step === 0) return message(texts.starting, settings, locale)
  const left = progress.secondsLeft === undefined ? '' : ` · ${texts.secondsLeft(progress.secondsLeft)}`
  return message(
    `${texts.painting(step, steps)}${left}\n${progressBar(step, steps)}`,
    settings,
    locale,
    previewFile,
  )
}

function message(
  content: string,
  settings: PaintSettings,
  locale: string,
  previewFile?: string,
): MessageBody {
  const embed = settingsEmbed(settings, locale, 'waiting')
  return {
    content,
    embeds: [previewFile === undefined ? embed : { ...embed, image: { url: `attachment://${previewFile}` } }],
    attachments: previewFile === undefined ? [] : [{ id: 0, filename: previewFile, description: content }],
    components: [],
    allowed_mentions: { parse: [] },
  }
}
