import { expect, test } from 'vitest'
import { textsOf } from '#test/support/texts-of.ts'
import { singularIn } from './plural.ts'
import { languages, textsFor } from './texts.ts'

/** Words behind a number that may be plural nouns, but for those that are the same for one and for many. */
const nouns: Record<string, { like: RegExp; unchanged: readonly string[] }> = {
  en: { like: /s$/, unchanged: ['s', 'is', 'was', 'times', 'unless', 'leaves', 'comes', 'knows', 'opens'] },
  de: { like: /^\p{Lu}/u, unchanged: ['Zeichen', 'Pixel', 'Maler', 'Bitte', 'Hältst', 'Was', 'Es'] },
  fr: { like: /[sx]$/, unchanged: ['s', 'dans', 'fois', 'plus'] },
}
/** Words that stand between a number and its noun. */
const between = /(?:generated|erzeugten?|eigene|weitere) /u

test('a locale has the texts of its language, and English where there are none', () => {
  const starting = (locale: string) => textsFor(locale).starting(1)
  for (const { code, texts } of languages) expect(starting(code)).toBe(texts.starting(1))
  expect(starting('en-GB')).toBe(starting('en'))
  expect(starting('fr-CA')).toBe(starting('fr'))
  expect(starting('ja')).toBe(starting('en'))
  expect(new Set(languages.map(({ texts }) => texts.starting(1))).size).toBe(languages.length)
})

test.each(languages)('$name: no text is empty, none has a gap that was not filled', ({ texts }) => {
  const bad = textsOf(texts, 2).filter(
    ({ text }) => text === '' || text !== text.trim() || /undefined|\[object|=>/.test(text),
  )
  expect(bad).toEqual([])
})

test('French has narrow no-break spaces before ; : ! ? and inside « », and counts nothing as one', () => {
  const bad = textsOf(textsFor('fr'), 2).filter(({ text }) => {
    // Code is typed as it stands; a mention or a time has colons of its own.
    const words = text.replaceAll(/`[^`]*`|<[^>]*>/g, '')
    return /[^\u202f!?][;:!?»]|«[^\u202f]|['"“”„]/.test(words)
  })
  expect(bad).toEqual([])
  expect(textsFor('fr').gallery.found(0, 'dragon')).toBe('0 image avec «\u202fdragon\u202f»')
  expect(textsFor('fr').gallery.found(1, 'dragon')).toBe('1 image avec «\u202fdragon\u202f»')
  expect(textsFor('fr').gallery.found(2, 'dragon')).toBe('2 images avec «\u202fdragon\u202f»')
})

test.each(languages)('$name: one of something is not said in the plural', ({ code, texts }) => {
  const { like, unchanged } = nouns[code] ?? expect.fail(`${code} has no entry in \`nouns\`, above.`)
  const counted = (text: string, count: number) =>
    [
      ...text.matchAll(
        new RegExp(`(?<![\\d.,×\\p{L}])${count}\\**[ \u202f](?:${between.source})?([\\p{L}-]+)`, 'gu'),
      ),
    ].map(([, word = '']) => word)
  const many = new Map(textsOf(texts, 2).map(({ path, text }) => [path, text]))
  const same = textsOf(texts, 1).flatMap(({ path, text }) =>
    counted(text, 1)
      .filter((word) => like.test(word) && !unchanged.includes(word))
      .filter((word) => counted(many.get(path) ?? '', 2).includes(word))
      .map((word) => `${path}: 1 ${word}`),
  )
  expect(same).toEqual([])
})

test('a number as people read it is one only where it is', () => {
  expect(['1', '0', '2', '1.000', '21'].map(singularIn('de'))).toEqual([true, false, false, false, false])
  expect(['1', '0', '1 000'].map(singularIn('fr'))).toEqual([true, true, false])
})
