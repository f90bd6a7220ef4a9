import type { PaintNote } from '#core/paint-notes.ts'
import { typed } from './escape.ts'
import { type Texts, textsFor } from './texts/texts.ts'

/** Characters of what somebody typed, where it is said back to them. */
const shownLength = 60
/** Of what was left out at a long prompt's end. */
const leftLength = 300

/** What of a picture could not be painted as it was asked for, a sentence each. */
export function noteTexts(notes: readonly PaintNote[], locale: string): string[] {
  return notes.map((note) => noteText(note, textsFor(locale)))
}

export function noteText(note: PaintNote, { prompts, notes, loras }: Texts): string {
  switch (note.kind) {
    case 'unknown_tag':
      return prompts.unknownTag(typed(note.text, shownLength))
    case 'unknown_name':
      return notes.unknownName(typed(note.text, shownLength))
    case 'unknown_lora':
      return loras.unknown(typed(note.name, shownLength))
    case 'unreadable_lora':
      return prompts.unreadableLora
    case 'layers_left':
      return notes.layersLeft(typed(note.lora, shownLength), note.left, note.layers)
    case 'lora_ranks':
      return notes.loraRanks(typed(note.name, shownLength))
    case 'heavy_part':
      return prompts.heavyPart(typed(note.text, shownLength), note.weight)
    case 'parts_left':
      return prompts.partsLeft(note.parts)
    case 'text_left':
      return notes.textLeft(typed(note.text, leftLength))
    case 'words_cut':
      return notes.wordsCut(note.of, typed(note.text, leftLength))
    case 'variants_left':
      return notes.variantsLeft
    case 'comment_left':
      return prompts.commentLeft(typed(note.text, shownLength))
    case 'never_reached':
      return prompts.neverReached(typed(note.text, shownLength), typed(note.when, shownLength))
    case 'weight_as_words':
      return prompts.weightAsWords(typed(note.text, shownLength))
    case 'settings_as_words':
      return prompts.settingsAsWords(typed(note.text, shownLength))
    case 'tag_as_words':
      return prompts.tagAsWords(typed(note.text, shownLength))
    case 'names_as_words':
      return notes.namesAsWords(
        note.names.map((name) => typed(name, shownLength)).join(', '),
        note.names.length,
      )
    case 'all_work_done':
      return notes.allWorkDone
  }
}
