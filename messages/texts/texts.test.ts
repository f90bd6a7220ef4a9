import { expect, test } from 'vitest'
import { textsOf } from '#test/support/texts-of.ts'
import { languages, textsFor } from './texts.ts'

test('a locale has the texts of its language, and English where there are none', () => {
  const starting = (locale: string) => textsFor(locale).starting
  for (const { code, texts } of languages) expect(starting(code)).toBe(texts.starting)
  expect(starting('en-GB')).toBe(starting('en'))
  expect(starting('fr-CA')).toBe(starting('fr'))
  expect(starting('ja')).toBe(starting('en'))
  expect(new Set(languages.map(({ texts }) => texts.starting)).size).toBe(languages.length)
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
