import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytePairEncoding } from './byte-pairs.ts'
import { byteSymbols } from './byte-symbols.ts'
import { readVocabulary } from './vocabulary.ts'

const vocabulary = await readVocabulary('test/fixtures/diffusers/model/tokenizer')
const encode = bytePairEncoding(vocabulary)
const ranks = new Map(vocabulary.merges.map(([first, second], rank) => [`${first} ${second}`, rank]))

/** As the paper says it: look through all pairs for the most frequent one, join it, begin again. */
function simply(word: string): (number | undefined)[] {
  const symbols = Array.from(new TextEncoder().encode(word), (byte) => byteSymbols[byte] ?? '')
  symbols.push(`${symbols.pop()}</w>`)
  const rankAt = (at: number) => ranks.get(`${symbols[at]} ${symbols[at + 1]}`) ?? Infinity
  for (;;) {
    const best = symbols.reduce((least, _, at) => (rankAt(at) < rankAt(least) ? at : least), 0)
    if (rankAt(best) === Infinity) return symbols.map((symbol) => vocabulary.tokens.get(symbol))
    symbols.splice(best, 2, `${symbols[best]}${symbols[best + 1]}`)
  }
}

test('whatever the word, the pairs are joined in the order of the merges, the leftmost first', () => {
  const letter = fc.constantFrom(...Array.from('aabdeginorst,,:()!<é中🔥\u200b'))
  fc.assert(
    fc.property(fc.array(letter, { minLength: 1, maxLength: 120 }), (letters) => {
      const word = letters.join('')
      expect(encode(word)).toEqual(simply(word))
    }),
    { numRuns: 150 },
  )
})

test('a word of one letter again and again', () => {
  for (const letter of ['a', ',', '🔥']) expect(encode(letter.repeat(99))).toEqual(simply(letter.repeat(99)))
})
