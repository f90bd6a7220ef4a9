import { settingsOf } from '#db/generations.ts'
import type { Generation } from '#db/schema.ts'
import type { Underway } from '#messages/progress.ts'

/** A generation as its message tells of it on its way. */
export function underwayOf(row: Generation): Underway {
  return {
    generationId: row.id,
    settings: settingsOf(row),
    locale: row.locale,
    ...askedByOf(row),
  }
}

/**
 * Whose picture it is. The reply to a command says so by itself; the reply to a button or a form shows only the message that it was
 * under, and a message that was posted shows nobody.
 */
export function askedByOf({ draftId, kind, userId }: Generation): { askedBy?: string } {
  return draftId === null && kind === 'imagine' ? {} : { askedBy: `<@${userId}>` }
}
