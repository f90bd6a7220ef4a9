import { PaintError } from '#diffusion/errors.ts'
import { byteSymbols } from './byte-symbols.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Splits one word into token ids. */
export type EncodeWord = (word: string) => readonly number[]

/** A prompt's alternatives, and one prompt after the other, are made of the same words. */
const keptWords = 10_000
const keptLetters = 32

/** Ids below this make exact keys of pairs: `first * maxTokens + second` stays below 2^53. */
const maxTokens = 2 ** 24

/** By the merges they were made from: the same for every model with the same vocabulary. */
const encoders = new WeakMap<Vocabulary['merges'], EncodeWord>()

/**
 * Byte-level byte pair encoding with CLIP's end-of-word mark (Sennrich et al. 2016; openai/CLIP `simple_tokenizer.py`):
 * a word starts as the symbols of its UTF-8 bytes, the last with `</w>`; then the pair that comes first in `merges` is
 * joined, the leftmost first, until none is left.
 * Throws `PaintError` `bad_model` when the vocabulary lacks a byte or a merge's result.
 */
export function bytePairEncoding(vocabulary: Vocabulary): EncodeWord {
  const encodeWord = encoders.get(vocabulary.merges) ?? encoderOf(vocabulary)
  encoders.set(vocabulary.merges, encodeWord)
  return encodeWord
}

function encoderOf({ tokens, merges }: Vocabulary): EncodeWord {
  const id = (token: string): number => {
    const found = tokens.get(token)
    if (found === undefined || found >= maxTokens) {
      throw new PaintError(
        'bad_model',
        `The tokenizer's vocabulary and merges don't belong together ("${token}" is missing): copy both from the model again.`,
      )
    }
    return found
  }
  const inner = byteSymbols.map((symbol) => id(symbol))
  const final = byteSymbols.map((symbol) => id(`${symbol}</w>`))
  const ranks = new Map<number, number>()
  const joined = new Int32Array(merges.length)
  for (const [rank, [first, second]] of merges.entries()) {
    ranks.set(id(first) * maxTokens + id(second), rank)
    joined[rank] = id(first + second)
  }
  const utf8 = new TextEncoder()
  const known = new Map<string, readonly number[]>()

  return (word) => {
    const before = known.get(word)
    if (before) return before
    const ids = encode(word)
    if (known.size >= keptWords) known.clear()
    if (word.length <= keptLetters) known.set(word, ids)
    return ids
  }

  function encode(word: string): number[] {
    const bytes = utf8.encode(word)
    let count = bytes.length
    const ids = Int32Array.from(bytes, (byte, at) => (at === count - 1 ? final : inner)[byte] ?? 0)
    // pairRank[i]: rank of the pair (i, i + 1); words as long as a prompt stay fast because only neighbours are looked up again.
    const none = merges.length
    const pairRank = new Int32Array(count)
    const rankAt = (at: number) =>
      at < 0 || at >= count - 1 ? none : (ranks.get((ids[at] ?? 0) * maxTokens + (ids[at + 1] ?? 0)) ?? none)
    for (let at = 0; at < count; at++) pairRank[at] = rankAt(at)
    for (;;) {
      let best = none
      let where = 0
      for (let at = 0; at < count - 1; at++) {
        const rank = pairRank[at] ?? none
        if (rank < best) {
          best = rank
          where = at
        }
      }
      if (best === none) return Array.from(ids.subarray(0, count))
      ids[where] = joined[best] ?? 0
      ids.copyWithin(where + 1, where + 2, count)
      pairRank.copyWithin(where + 1, where + 2, count)
      count -= 1
      if (where > 0) pairRank[where - 1] = rankAt(where - 1)
      pairRank[where] = rankAt(where)
    }
  }
}
