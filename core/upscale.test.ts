import { expect, test } from 'vitest'
import { generationRequest } from '#test/support/generation-request.ts'
import { isPainted } from './size.ts'
import { enlarged } from './upscale.ts'

const { settings } = generationRequest()

test.each([
  { model: 'ours', multiple: 8, factor: 1.5, from: [320, 512], to: [480, 768] },
  { model: 'a foreign export', multiple: 64, factor: 1.5, from: [320, 512], to: [512, 768] },
  { model: 'a foreign export', multiple: 64, factor: 3, from: [192, 64], to: [576, 192] },
])('$factor times $from of $model is $to', ({ multiple, factor, from, to }) => {
  const [width = 0, height = 0] = from
  const size = enlarged(settings, { id: 'x', width, height }, factor, multiple)
  expect([size.width, size.height]).toEqual(to)
  expect(isPainted(size, multiple)).toBe(true)
})
