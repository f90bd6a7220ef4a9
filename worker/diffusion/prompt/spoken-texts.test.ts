import { expect, test } from 'vitest'
import { spokenTexts } from './spoken-texts.ts'

test.each([
  ['a (red:1.3) [dragon]', 'a red dragon'],
  ['dra(gon:1.2)', 'dragon'],
  ['red(dragon)', 'red dragon'],
  ['a [castle:dragon:0.5]', 'dragon'],
  ['a [castle:dragon:1.0]', 'dragon'],
  ['[castle|boat|dragon]', 'dragon'],
  ['[a [b:dragon:7] c|d] ', 'dragon'],
  ['castle AND dragon :0.2', 'dragon'],
  ['dra\\gon', 'dragon'],
  ['castle BREAK dragon', 'castle dragon'],
])('%s is painted with the words %s', (prompt, words) => {
  const texts = spokenTexts(prompt, 20).map((text) => text.replaceAll(/\s+/g, ' '))
  expect(texts.some((text) => text.includes(words))).toBe(true)
})

test('tags and comments are not painted', () => {
  expect(spokenTexts('a <lora:dragon:1> castle # dragon', 20).join()).not.toContain('dragon')
})
