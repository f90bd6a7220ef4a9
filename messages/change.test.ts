import { expect, test } from 'vitest'
import { changeSections } from './change.ts'
import { languages } from './texts/texts.ts'

test('a language is shown by what it calls itself', () => {
  const sections = languages.map(({ code }) =>
    changeSections({ before: { language: null }, after: { language: code } }, 'fr'),
  )
  const values = sections.flat().map(({ value }) => value)
  expect(values).toContain('celle de chaque personne → Deutsch')
  expect(values).toEqual(languages.map(({ name }) => `celle de chaque personne → ${name}`))
})
