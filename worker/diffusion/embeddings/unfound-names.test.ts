import { expect, test } from 'vitest'
import { unfoundNames } from './unfound-names.ts'

const names = (prompt: string, negativePrompt: string, known: string[] = []) =>
  unfoundNames({ prompt, negativePrompt }, (text) => known.includes(text))

test('words of a negative prompt that look like an embedding’s name are named where there is none', () => {
  const negative =
    'EasyNegative, (badhandv4:1.2), bad_prompt_version2\nbad-hands-5, verybadimagenegative_v1.3'
  expect(names('', negative, ['bad-hands-5'])).toEqual([
    'EasyNegative',
    'badhandv4',
    'bad_prompt_version2',
    'verybadimagenegative_v1.3',
  ])
})

test('ordinary words are not', () => {
  const negative =
    '(worst quality, low_quality:1.4), bad anatomy, 3d, 2girls, NSFW, jpeg artifacts, blurry, bad_hands'
  expect(names('EasyNegative castle', negative)).toEqual([])
})

test('what stands behind "embedding:" is meant as a name', () => {
  expect(names('embedding:castle_style, a dragon', 'embedding:fog', ['fog'])).toEqual(['castle_style'])
})
