import { PersonError } from '#core/errors.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { notice } from '#messages/notice.ts'
import { fileGoneMessage } from '#messages/refusal.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** The clean-up has taken a picture's file: its person is offered to paint it again from its seed. */
export class FileGoneError extends PersonError {
  readonly imageId: string
  constructor(imageId: string, locale: string) {
    super('refused', textsFor(locale).refusals.fileGone)
    this.imageId = imageId
  }
}

/** A refusal as its person reads it. */
export function refusalOf(error: PersonError, locale: string): MessageBody {
  return error instanceof FileGoneError ? fileGoneMessage(error.imageId, locale) : notice(error.message)
}
