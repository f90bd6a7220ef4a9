import { Locale } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { remixForm } from './forms.ts'
import { plainNumber } from './numbers.ts'

test.each(Object.values(Locale))('in %s, a form is filled in with what it reads back', (locale) => {
  for (const value of [0, 0.05, 0.6, 1, 7.5, 12.345_678, 50]) {
    // A comma is read as a decimal point.
    expect(Number(plainNumber(value, locale).replace(',', '.'))).toBe(value)
  }
})

test('steps that a model brought of itself are told at their input', () => {
  const settings = {
    prompt: 'a dragon',
    negativePrompt: '',
    model: 'quick',
    steps: 4,
    guidance: 1,
    width: 512,
    height: 512,
    seed: 1,
    count: 1,
    scheduler: 'lcm' as const,
    start: null,
    variations: [],
  }
  const told = (fewSteps?: string) =>
    JSON.stringify(remixForm('0b0e7f4e-6a6c-4f0e-9f5a-3b7a0f0c1d2e', settings, 'en-US', [], fewSteps))
  expect(told('made for few steps')).toContain('"description":"made for few steps"')
  expect(told()).not.toContain('few steps')
})
