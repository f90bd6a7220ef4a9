import { expect, test } from 'vitest'
import { escapeMarkup, shorten } from './escape.ts'

test('nothing a person types becomes markup, a mention or a link', () => {
  expect(escapeMarkup('**a** [b](http://c) <@1> # d')).toBe(
    String.raw`\*\*a\*\* \[b\]\(http\://c\) \<\@1\> \# d`,
  )
  expect(escapeMarkup('1. first')).toBe(String.raw`1\. first`)
  expect(escapeMarkup('a red dragon, 4k')).toBe('a red dragon, 4k')
})

test('shortening keeps characters and escapes whole', () => {
  expect(shorten('short', 10)).toBe('short')
  expect(shorten('abcdef', 4)).toBe('abc…')
  expect(shorten('ab🐉cd', 4)).toBe('ab…')
  expect(shorten(String.raw`ab\*cd`, 4)).toBe('ab…')
  expect(shorten(String.raw`a\\bcd`, 4)).toBe(String.raw`a\\…`)
})
