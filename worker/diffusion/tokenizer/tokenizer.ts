import { join } from 'node:path'
import { PaintError } from '#diffusion/errors.ts'
import { bytePairEncoding } from './byte-pairs.ts'
import { symbolBytes } from './byte-symbols.ts'
import { readVocabulary } from './vocabulary.ts'

/** A prompt as the text encoder takes it. */
export interface EncodedPrompt {
  /** 77 ids: start, at most 75 of the prompt, end, padding. */
  ids: number[]
  /** The end of the prompt that did not fit, as the model would have read it (lower case, spaced); null when all did. */
  truncated: string | null
}

/** A text's token ids alone: no start, no end, no limit. */
export type EncodeText = (text: string) => readonly number[]

export interface Tokenizer {
  encode(prompt: string): EncodedPrompt
  readonly ids: EncodeText
  /** Back to text, as the model reads it (lower case, spaced). */
  readonly decode: (ids: readonly number[]) => string
  readonly special: SpecialTokens
}

/** Ids that stand around a text, fill it up, and its comma. */
export interface SpecialTokens {
  readonly start: number
  readonly end: number
  readonly pad: number
  /** `,` at the end of a word: 267 in CLIP's vocabulary. */
  readonly comma: number
}

/** CLIP's context: start, 75 tokens, end. */
export const contextLength = 77

/** A prompt's alternatives, and one prompt after the other, are made of the same runs. */
const keptRuns = 10_000
const keptLetters = 32

const startOfText = '<|startoftext|>'
const endOfText = '<|endoftext|>'

const typedSpecial = /(<\|startoftext\|>|<\|endoftext\|>)/

const latinLetters = /^[\0-\x7f]*$/

/** CLIP's split into words. White space is Unicode's property: JavaScript's `\s` has U+FEFF more and U+0085 less. */
const wordPattern =
  /<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu

/**
 * The tokenizer of a model folder: `<modelFolder>/tokenizer`, with vocab.json + merges.txt or tokenizer.json. Gives the ids of
 * transformers' CLIPTokenizer (version 5): special tokens typed by people count, then NFC, lower case, CLIP's words,
 * byte-level BPE. Throws `PaintError` `bad_model`.
 */
export async function loadTokenizer(modelFolder: string): Promise<Tokenizer> {
  const folder = join(modelFolder, 'tokenizer')
  const vocabulary = await readVocabulary(folder)
  const special = (token: string): number => {
    const id = vocabulary.tokens.get(token)
    if (id !== undefined) return id
    throw new PaintError(
      'bad_model',
      `The vocabulary in ${folder} is not CLIP's ("${token}" is missing): copy it from the model again.`,
    )
  }
  const start = special(startOfText)
  const end = special(endOfText)
  const pad = special(vocabulary.padToken)
  const encodeWord = bytePairEncoding(vocabulary)
  let texts: Map<number, string> | undefined
  const decode = (ids: readonly number[]) => {
    texts ??= new Map(Array.from(vocabulary.tokens, ([token, id]) => [id, token]))
    return decodeTokens(ids.map((id) => texts?.get(id) ?? ''))
  }

  const idsOfRun = (text: string): number[] => {
    const ids: number[] = []
    const parts = text.includes('<|') ? text.split(typedSpecial) : [text]
    for (const part of parts) {
      if (part === startOfText) ids.push(start)
      else if (part === endOfText) ids.push(end)
      else for (const word of words(part)) for (const id of encodeWord(word)) ids.push(id)
    }
    return ids
  }
  // A space belongs to no word, nor to a letter that NFC would compose: what stands between two is read by itself.
  const known = new Map<string, readonly number[]>()
  const idsOf = (text: string): number[] => {
    const ids: number[] = []
    for (const run of text.split(' ')) {
      const before = known.get(run)
      const own = before ?? idsOfRun(run)
      if (before === undefined && run.length <= keptLetters) {
        if (known.size >= keptRuns) known.clear()
        known.set(run, own)
      }
      for (const id of own) ids.push(id)
    }
    return ids
  }

  return {
    special: { start, end, pad, comma: special(',</w>') },
    ids: idsOf,
    decode,
    encode(prompt) {
      const ids = idsOf(prompt)
      const room = contextLength - 2
      const padded = [start, ...ids.slice(0, room), end]
      while (padded.length < contextLength) padded.push(pad)
      return { ids: padded, truncated: ids.length > room ? decode(ids.slice(room)) : null }
    },
  }
}

/** The words of a text without special tokens; one that is special only in lower case is three words. */
function words(text: string): string[] {
  const found = lowerCase(text.normalize('NFC')).match(wordPattern) ?? []
  return found.flatMap((word) =>
    word === startOfText || word === endOfText ? ['<|', word.slice(2, -2), '|>'] : word,
  )
}

/** Character by character, as Rust's `char::to_lowercase`: JavaScript's on a whole string has the rule for a final sigma. */
function lowerCase(text: string): string {
  if (latinLetters.test(text)) return text.toLowerCase()
  let lower = ''
  for (const character of text) lower += character.toLowerCase()
  return lower
}

/** Back to text: a word's end is a space; bytes that are cut within a character become U+FFFD. */
function decodeTokens(tokens: string[]): string {
  const bytes: number[] = []
  const space = 0x20
  for (const token of tokens) {
    const word = token.endsWith('</w>')
    for (const symbol of word ? token.slice(0, -4) : token) bytes.push(symbolBytes.get(symbol) ?? space)
    if (word) bytes.push(space)
  }
  return new TextDecoder().decode(Uint8Array.from(bytes)).trim()
}
