import { expect, test } from 'vitest'
import { choicesLike } from './choices.ts'

test('one name or value that is too long does not take the others with it', () => {
  const long = `${'m'.repeat(98)}🐉${'m'.repeat(10)}`
  const choices = choicesLike('', [
    { name: `${long} · 512×512`, value: long },
    { name: 'dragon-mini', value: 'dragon-mini' },
    { name: '', value: '' },
  ])
  expect(choices).toEqual([
    { name: `${'m'.repeat(98)}…`, value: `${'m'.repeat(98)}…` },
    { name: 'dragon-mini', value: 'dragon-mini' },
  ])
})

test('at most 25 are offered, those that hold what was typed', () => {
  const many = Array.from({ length: 40 }, (_, i) => ({ name: `Model ${i}`, value: String(i) }))
  expect(choicesLike(' ', many)).toHaveLength(25)
  expect(choicesLike(' model 3', many).map(({ value }) => value)).toEqual([
    '3',
    ...many.slice(30).map(({ value }) => value),
  ])
})
