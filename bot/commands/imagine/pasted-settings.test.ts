import { expect, test } from 'vitest'
import type { ImagineOptions } from '#bot/request/imagine-options.ts'
import { noOptions } from '#test/support/no-options.ts'
import { withPastedSettings } from './pasted-settings.ts'

const under = {
  model: { sizeMultiple: 64, scheduler: 'dpmpp_2m_karras' as const },
  mostSteps: 50,
  mostPixels: 1024 * 1024,
}
const block =
  'masterpiece, (dragon:1.2)\nNegative prompt: EasyNegative, (worst quality:1.4)\n' +
  'Steps: 28, Sampler: Euler a, CFG scale: 7, Seed: 1234567890, Size: 512x768, Model hash: 6ce0161689, Model: v1-5-pruned, Clip skip: 2, ENSD: 31337'
const read = (prompt: string, given: Partial<ImagineOptions> = {}) =>
  withPastedSettings({ ...noOptions, ...given, prompt }, under, 'en-US')

test('a prompt that was copied with its settings is painted with them, and that is told', () => {
  const { options, said } = read(block)
  expect(options).toEqual({
    ...noOptions,
    prompt: 'masterpiece, (dragon:1.2)',
    negativePrompt: 'EasyNegative, (worst quality:1.4)',
    steps: 28,
    guidance: 7,
    size: '512x768',
    seed: 1234567890,
    scheduler: 'euler_a',
    clipSkip: 2,
  })
  expect(said).toEqual([expect.stringContaining('came with settings')])
})

test('a command’s option has no lines: the same in one line is read, too', () => {
  expect(read(block.replaceAll('\n', ' ')).options).toEqual(read(block).options)
})

test('what a person chose goes before, and nothing is said of what it replaces', () => {
  const asked = { negativePrompt: 'fog', steps: 12, seed: 7, count: 2, scheduler: 'ddim' as const }
  const { options, said } = read(block.replace('Euler a', 'Restart'), asked)
  expect(options).toMatchObject({ ...asked, guidance: 7 })
  expect(said).toHaveLength(1)
  expect(read(block.replace('Euler a', 'Restart')).said).toHaveLength(2)
})

test('a negative prompt alone is taken over, too', () => {
  expect(read('a dragon Negative prompt: fog').options).toMatchObject({
    prompt: 'a dragon',
    negativePrompt: 'fog',
    steps: null,
  })
})

test.each(['a (dragon:1.3), steps: 20 stairs', 'Size: large, Model: T, a car'])(
  'a prompt stays as it is: %s',
  (prompt) => {
    expect(read(prompt)).toEqual({ options: { ...noOptions, prompt }, said: [] })
  },
)
