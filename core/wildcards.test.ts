import { expect, test } from 'vitest'
import { drawWildcards, wildcardWords } from './wildcards.ts'

const lists: Record<string, string[]> = {
  colour: ['red', 'blue'],
  'animals/sea': ['whale'],
  thing: ['__colour__ boat'],
  loop: ['__loop__'],
}
const wordsOf = async (name: string) => lists[name]
const draw = (prompt: string, ...numbers: number[]) =>
  drawWildcards(prompt, wordsOf, () => numbers.shift() ?? 0)

test('each wildcard is a word of its list, drawn anew', async () => {
  expect(await draw('a __colour__ dragon, __colour__ sky', 0.1, 0.9)).toEqual({
    outcome: 'drawn',
    prompt: 'a red dragon, blue sky',
  })
  expect(await draw('a __animals/sea__')).toEqual({ outcome: 'drawn', prompt: 'a whale' })
})

test('words may hold wildcards, and one that holds itself comes to an end', async () => {
  expect(await draw('__thing__', 0, 0.5)).toEqual({ outcome: 'drawn', prompt: 'blue boat' })
  expect(await draw('__loop__')).toEqual({ outcome: 'drawn', prompt: '__loop__' })
})

test('an unknown list is named; underscores of other kinds are text', async () => {
  expect(await draw('a __planet__')).toEqual({ outcome: 'unknown', name: 'planet' })
  expect(await draw('snake_case ____ __')).toEqual({ outcome: 'drawn', prompt: 'snake_case ____ __' })
})

test('a list has one word a line', () => {
  expect(wildcardWords('red\r\n\n# cold ones\nblue # as the sky\n')).toEqual(['red', 'blue'])
})
