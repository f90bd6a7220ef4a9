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

/** Whose picture it is: a reply says so by itself, a message that was posted has to. */
export function askedByOf({ draftId, userId }: Generation): { askedBy?: string } {
  return draftId === null ? {} : { askedBy: `<@${userId}>` }
}
