import { PaintError } from '#diffusion/errors.ts'
import { byteSymbols } from './byte-symbols.ts'
import { PairTable } from './pair-table.ts'
import { SmallestFirst } from './smallest-first.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Splits one word into token ids. */
export type EncodeWord = (word: string) => readonly number[]

/** A prompt's alternatives, and one prompt after the other, are made of the same words. */
const keptWords = 10_000
const keptLetters = 32

/** Ids and places below this make exact keys: `rank * maxTokens + place` stays below 2^53. */
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
  const ranks = new PairTable(merges.length)
  const joined = new Int32Array(merges.length)
  for (const [rank, [first, second]] of merges.entries()) {
    ranks.set(id(first), id(second), rank)
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

  // A word may be as long as a prompt: each join looks at its two neighbours alone, and the next one comes out of a heap.
  function encode(word: string): number[] {
    const bytes = utf8.encode(word)
    const count = bytes.length
    const ids = new Int32Array(count)
    // A symbol that was joined to the one before it is `gone`; those that are left know their neighbours' places.
    const before = new Int32Array(count)
    const after = new Int32Array(count)
    const gone = -1
    for (let at = 0; at < count; at++) {
      ids[at] = (at === count - 1 ? final : inner)[bytes[at] ?? 0] ?? 0
      before[at] = at - 1
      after[at] = at + 1
    }
    const rankAt = (at: number) => {
      const next = after[at] ?? count
      return at < 0 || next >= count ? -1 : ranks.get(ids[at] ?? 0, ids[next] ?? 0)
    }
    // Each of the symbols stands in it once at first; each join adds two at most and takes one out.
    const joins = new SmallestFirst(2 * count)
    const offer = (at: number) => {
      const rank = rankAt(at)
      if (rank !== -1) joins.push(rank * maxTokens + at)
    }
    for (let at = 0; at < count; at++) offer(at)
    for (let best = joins.pop(); best !== undefined; best = joins.pop()) {
      const at = best % maxTokens
      const rank = (best - at) / maxTokens
      // One of its two has been joined to another meanwhile.
      if (ids[at] === gone || rankAt(at) !== rank) continue
      const next = after[at] ?? count
      const behind = after[next] ?? count
      ids[at] = joined[rank] ?? 0
      ids[next] = gone
      after[at] = behind
      if (behind < count) before[behind] = at
      offer(before[at] ?? -1)
      offer(at)
    }
    return Array.from(ids.filter((token) => token !== gone))
  }
}
