import { expect, test } from 'vitest'
import { changeSections } from './change.ts'
import { languages } from './texts/texts.ts'

test('a language is shown by what it calls itself', () => {
  const sections = languages.map(({ code }) =>
    changeSections({ before: { language: null }, after: { language: code } }, 'fr'),
  )
  expect(sections.flat().map(({ value }) => value)).toEqual([
    'celle de chaque personne → English',
    'celle de chaque personne → Deutsch',
    'celle de chaque personne → Français',
  ])
})
