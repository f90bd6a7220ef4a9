import { type PaintNote, paintersNotes } from '#core/paint-notes.ts'
import { noteTexts } from '#messages/paint-notes.ts'

/** Notes as a program reads them: in English, without the signs that keep Discord's markdown away. */
function plain(notes: readonly PaintNote[]): string[] {
  return noteTexts(notes, 'en').map((text) => text.replaceAll(/\\([^\w\s])/g, '$1').replaceAll('`', '"'))
}

/** What is said of a prompt before it is painted; what only the painter can know comes with the picture. */
export function notesBefore(notes: readonly PaintNote[]): string[] {
  return plain(notes.filter(({ kind }) => !paintersNotes.has(kind)))
}

export function paintersNotesOf(notes: readonly PaintNote[]): string[] {
  return plain(notes.filter(({ kind }) => paintersNotes.has(kind)))
}
