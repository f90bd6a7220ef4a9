import { expect, test } from 'vitest'
import { jsonLine } from './json-line.ts'

test('no character ends a line, and what is read is what was written', () => {
  const value = { prompt: 'a\u2028b\u2029c\u0085d\ne' }
  const line = jsonLine(value)
  expect(line).not.toMatch(/[\n\r\u0085\u2028\u2029]/)
  expect(JSON.parse(line)).toEqual(value)
})
