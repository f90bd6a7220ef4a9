import { expect, test } from 'vitest'
import { namedBy } from './named-by.ts'

const long = 'm'.repeat(110)
const things = [{ name: 'a' }, { name: long }, { name: 'so…' }, { name: 'two-1' }, { name: 'two-2' }]

test('a thing is known by its name, or by the beginning that a list had room for', () => {
  expect(namedBy(things, 'a')?.name).toBe('a')
  expect(namedBy(things, `${'m'.repeat(99)}…`)?.name).toBe(long)
  expect(namedBy(things, 'so…')?.name).toBe('so…')
})

test('a beginning that is not one’s alone, or no beginning, is none', () => {
  for (const name of ['two…', 'm', 'b', '', 'x…', '…']) expect(namedBy(things, name)).toBeUndefined()
})
