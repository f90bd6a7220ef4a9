import { mostCharacters, mostChunks, mostChunksOfText, mostParts } from './limits.ts'
import type { PromptRefusal, PromptRemark } from './remarks.ts'

/** Characters of a part's end that are said back. */
const shownLength = 60

/** Remarks in English, for the command line and the API. */
export function remarkSentence(remark: PromptRemark): string {
  switch (remark.kind) {
    case 'unknown_tag':
      return `${remark.text} is no tag that is known here: it was left out.`
    case 'unknown_name':
      return `There is no embedding ${remark.text}: it was left out.`
    case 'unreadable_lora':
      return remark.reason
    case 'heavy_part':
      return `"${endOf(remark.text)}" has a weight of ${remark.weight}, because ":${remark.weight}" stands at its end: write "\\:" or something behind it if that is text.`
    case 'parts_left':
      return `A prompt has at most ${mostParts} parts with AND: ${remark.parts} more were left out.`
    case 'text_left':
      return `A text has at most ${mostChunksOfText} chunks of 75 tokens. This was left out: ${remark.text}`
    case 'variants_left':
      return `The texts of a prompt have at most ${mostChunks} chunks of 75 tokens together: later alternatives were left out.`
    case 'comment_left':
      return `What stands behind "#" is a comment and was left out: ${endOf(remark.text)}`
    case 'never_reached':
      return `"${endOf(remark.text)}" never comes: [${endOf(remark.text)}:${remark.when}] says when, and that is behind the last step. A weight has round brackets.`
    case 'weight_as_words':
      return `"${endOf(remark.text)}" is no weight and was read as words: write a weight as (dragon:1.3).`
    case 'settings_as_words':
      return `"${remark.text}" and what follows were read as words: the negative prompt, the steps and the others are settings of their own.`
    case 'tag_as_words':
      return `A negative prompt has no tags: ${remark.text} was read as words.`
  }
}

/** Why a prompt can't be painted, in English. */
export function refusalSentence(refusal: PromptRefusal): string {
  switch (refusal.kind) {
    case 'unreadable_weight':
      return `"${refusal.typed}" is no number: write a weight as (dragon:1.3).`
    case 'weight_too_large':
      return 'The weights of this prompt multiply to more than can be painted: use smaller ones.'
    case 'too_long':
      return `A prompt has at most ${mostCharacters} characters.`
  }
}

function endOf(text: string): string {
  const characters = Array.from(text)
  return characters.length > shownLength ? `…${characters.slice(-shownLength).join('')}` : text
}
