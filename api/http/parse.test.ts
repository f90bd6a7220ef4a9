import { expect, test } from 'vitest'
import { z } from 'zod'
import { parse } from './parse.ts'

const schema = z.object({ prompt: z.string(), steps: z.number().optional() })
const refusal = (value: unknown) => {
  try {
    return parse(schema, value)
  } catch (error) {
    return error
  }
}

test('what was left out is said to be missing, what is wrong to be wrong', () => {
  expect(refusal({})).toMatchObject({ status: 400, message: '"prompt" is missing.', param: 'prompt' })
  expect(refusal({ prompt: 'x', steps: 'many' })).toMatchObject({
    message: '"steps": Invalid input: expected number, received string.',
    param: 'steps',
  })
  expect(refusal([])).toMatchObject({ message: expect.stringMatching(/^The body: /), param: null })
})
