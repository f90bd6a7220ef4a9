import type { PaintSettings } from '#core/generation.ts'
import { shorten } from './escape.ts'
import { altTextMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { formatWait } from './numbers.ts'
import { cancelButton } from './picture-buttons.ts'
import { settingsEmbed } from './picture.ts'
import { textsFor } from './texts/texts.ts'

const barLength = 20

/** `████████░░░░`, for people; the numbers beside it say the same. */
export function progressBar(done: number, of: number): string {
  const filled = Math.round((barLength * Math.min(done, of)) / of)
  return '█'.repeat(filled) + '░'.repeat(barLength - filled)
}

/** A generation on its way, as far as its message is concerned. */
export interface Underway {
  generationId: string
  settings: PaintSettings
  locale: string
  /** A mention of its person, where the message does not stand under their own command or press. */
  askedBy?: string
}

/** The public message of a picture that waits for its turn; `place` is its place in the line, when that is known. */
export function waitingMessage(
  underway: Underway,
  place?: { position: number; secondsLeft: number | null },
): MessageBody {
  const texts = textsFor(underway.locale)
  const { count } = underway.settings
  if (place === undefined) return message(texts.waiting(count), underway)
  const wait = place.secondsLeft === null ? undefined : formatWait(place.secondsLeft, underway.locale)
  return message(texts.waitingAt(count, place.position, wait), underway)
}

/** The same message while it is painted: step, bar, time left, and a preview when there is one. */
export function paintingMessage(
  underway: Underway,
  progress: { step: number; steps: number; secondsLeft?: number; previewFile?: string },
): MessageBody {
  const texts = textsFor(underway.locale)
  const { step, steps, secondsLeft, previewFile } = progress
  if (step === 0) return message(texts.starting(underway.settings.count), underway)
  const left = secondsLeft === undefined ? '' : ` · ${texts.secondsLeft(secondsLeft)}`
  return message(
    `${texts.painting(underway.settings.count, step, steps)}${left}\n${progressBar(step, steps)}`,
    underway,
    previewFile,
  )
}

function previewAlt({ prompt, count, comparison }: PaintSettings, locale: string): string {
  const seen = comparison === undefined ? count : 1
  return shorten(textsFor(locale).previewAlt(prompt, seen), altTextMaxLength)
}

function message(
  content: string,
  { generationId, settings, locale, askedBy }: Underway,
  previewFile?: string,
): MessageBody {
  const lines = [...(askedBy === undefined ? [] : [textsFor(locale).askedBy(askedBy)]), content]
  const embed = settingsEmbed(settings, locale, 'waiting')
  return {
    content: lines.join('\n'),
    embeds: [previewFile === undefined ? embed : { ...embed, image: { url: `attachment://${previewFile}` } }],
    attachments:
      previewFile === undefined
        ? []
        : [{ id: 0, filename: previewFile, description: previewAlt(settings, locale) }],
    components: cancelButton(generationId, locale),
    allowed_mentions: { parse: [] },
  }
}
