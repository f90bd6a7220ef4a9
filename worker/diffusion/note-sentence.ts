import { remarkSentence } from '#diffusion/prompt/remark-sentences.ts'
import type { PaintNote } from './paint-note.ts'

const promptNames = { prompt: 'prompt', negative_prompt: 'negative prompt' }

/** Notes in English, for the command line and the API. */
export function noteSentence(note: PaintNote): string {
  switch (note.kind) {
    case 'words_cut':
      return `The ${promptNames[note.of]} is longer than 77 tokens, which is all that plain prompts can have. This was left out: ${note.text}`
    case 'layers_left': {
      const { lora, left, layers, named } = note
      const more = left > named.length ? ' …' : ''
      return `${lora}: ${left} of its ${layers} layers do not exist in this model and were left out (${named.join(', ')}${more}).`
    }
    case 'all_work_done':
      return `Speed ${note.speed} left nothing out here: the steps are too few, or the prompt changes too often. It was painted as with exact.`
    case 'names_as_words': {
      const there = note.names.length === 1 ? 'There is no embedding' : 'There are no embeddings'
      return `${there} ${note.names.join(', ')}: read as words.`
    }
    default:
      return remarkSentence(note)
  }
}
