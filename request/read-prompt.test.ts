import { expect, test } from 'vitest'
import { loraNamesIn, readForTerms } from './read-prompt.ts'

test('LoRAs are found as the painter finds them, comments or not', () => {
  expect(loraNamesIn('a <lora:ink:0.8> dragon <lyco: gore :1:2> <lora:ink:1>')).toEqual(['ink', 'gore'])
  expect(loraNamesIn('a dragon <lo#x\nra:gore:1>')).toEqual([])
  expect(loraNamesIn('a dragon <lora:go#x\nre:1>')).toEqual(['go\nre'])
  expect(loraNamesIn('[<lora:ink:1>|a dragon]')).toEqual(['ink'])
  expect(loraNamesIn('a dragon # <lora:ink:1>')).toEqual([])
  expect(readForTerms({ prompt: '<lora:ink:1>', steps: 1, promptSyntax: 'plain' }).loras).toEqual([])
})
