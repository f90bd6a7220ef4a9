import { Locale } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { plainNumber } from './numbers.ts'

test.each(Object.values(Locale))('in %s, a form is filled in with what it reads back', (locale) => {
  for (const value of [0, 0.05, 0.6, 1, 7.5, 12.345_678, 50]) {
    // A comma is read as a decimal point.
    expect(Number(plainNumber(value, locale).replace(',', '.'))).toBe(value)
  }
})
