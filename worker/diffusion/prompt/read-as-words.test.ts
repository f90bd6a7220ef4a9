import { expect, test } from 'vitest'
import { readAsWords } from './read-as-words.ts'

test.each([
  ['(glowing:1,3) dragon', { kind: 'weight_as_words', text: ':1,3)' }],
  ['a woman，(freckles：1.2)', { kind: 'weight_as_words', text: '(freckles：1.2)' }],
  ['（soft light:1.1）', { kind: 'weight_as_words', text: '（soft light:1.1）' }],
  ['dragon\nNegative prompt: fog', { kind: 'settings_as_words', text: 'Negative prompt:' }],
  ['dragon Steps: 20, Sampler: Euler a', { kind: 'settings_as_words', text: 'Steps: 20, Sampler:' }],
])('%s is remarked on', (prompt, remark) => {
  expect(readAsWords(prompt, 'prompt')).toEqual([remark])
})

test.each([
  '(dragon:1.3)',
  'ratio (3:2), at 10:30',
  '（a dragon）, steps: 20 stairs',
  'dragon：castle',
  '<lora:a:1>',
  '[a:b:0,5]',
])('%s is nothing to remark on', (prompt) => {
  expect(readAsWords(prompt, 'prompt')).toEqual([])
})

test('a tag in a negative prompt is words', () => {
  expect(readAsWords('fog <lora:a:1>', 'negative_prompt')).toEqual([
    { kind: 'tag_as_words', text: '<lora:a:1>' },
  ])
})
