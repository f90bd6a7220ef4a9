import { expect, test } from 'vitest'
import { parsePromptFlags, sizeForAspect, strengthOfImageWeight } from './prompt-flags.ts'

test('what Midjourney’s people type by habit', () => {
  expect(
    parsePromptFlags(
      'a red dragon --ar 3:2 --seed 7 --no fog, people --repeat 4 --steps 30 --cfg 7 --iw 0.6',
    ),
  ).toEqual({
    prompt: 'a red dragon',
    flags: {
      aspect: { width: 3, height: 2 },
      seed: 7,
      no: 'fog, people',
      repeat: 4,
      steps: 30,
      guidance: 7,
      imageWeight: 0.6,
    },
    ignored: [],
  })
})

test('a speed by its name, and Midjourney’s word for a draft', () => {
  const speedOf = (prompt: string) => parsePromptFlags(prompt)
  expect(speedOf('a cat --draft')).toMatchObject({ flags: { speed: 'draft' }, ignored: [] })
  expect(speedOf('a cat --speed Fast')).toMatchObject({ flags: { speed: 'fast' }, ignored: [] })
  expect(speedOf('a cat —draft')).toMatchObject({ prompt: 'a cat', flags: { speed: 'draft' } })
  // There, `--fast` is a place in the queue, and the picture is the same.
  expect(speedOf('a cat --fast --speed warp')).toMatchObject({
    flags: {},
    ignored: ['--fast', '--speed warp'],
  })
})

test('phones write a long dash', () => {
  expect(parsePromptFlags('a castle —ar 16:9 –seed 3')).toEqual({
    prompt: 'a castle',
    flags: { aspect: { width: 16, height: 9 }, seed: 3 },
    ignored: [],
  })
})

test('what we do not have, or makes no sense, is named and not fed to the model', () => {
  expect(parsePromptFlags('a cat --chaos 50 --v 6 --tile --seed many --sparkle')).toEqual({
    prompt: 'a cat',
    flags: {},
    ignored: ['--chaos 50', '--v 6', '--tile', '--seed many', '--sparkle'],
  })
})

test.each(['a well-known cat – asleep', 'rock -- roll', 'a cat —asleep', 'mother—in law', 'a --'])(
  'dashes in a sentence stay: %s',
  (prompt) => {
    expect(parsePromptFlags(prompt)).toEqual({ prompt, flags: {}, ignored: [] })
  },
)

test('an aspect keeps about the model’s own area', () => {
  expect(sizeForAspect({ width: 3, height: 2 }, { width: 256, height: 256 }, 8)).toEqual({
    width: 320,
    height: 224,
  })
  expect(sizeForAspect({ width: 9, height: 16 }, { width: 512, height: 512 }, 64)).toEqual({
    width: 384,
    height: 704,
  })
  expect(
    sizeForAspect({ width: 100, height: 1 }, { width: 256, height: 256 }, 8).height,
  ).toBeGreaterThanOrEqual(8)
})

test('more weight keeps more of the image', () => {
  expect(strengthOfImageWeight(0)).toBe(1)
  expect(strengthOfImageWeight(1)).toBe(0.5)
  expect(strengthOfImageWeight(3)).toBe(0.25)
})
