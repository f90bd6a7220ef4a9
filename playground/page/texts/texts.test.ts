import { expect, test } from 'vitest'
import { languageOf } from './texts.ts'

test('the page speaks what was chosen, else the first of the browser’s languages that it has, else English', () => {
  expect(languageOf(null, ['de-AT', 'en'])).toBe('de')
  expect(languageOf(null, ['ja', 'fr-CA', 'de'])).toBe('fr')
  expect(languageOf('en', ['de'])).toBe('en')
  expect(languageOf('nonsense', ['ja'])).toBe('en')
})
