import { expect, test } from 'vitest'
import { speeds } from '#core/speeds.ts'
import { speeds as engineSpeeds } from '#diffusion/speeds.ts'

test('what people can ask for is what the engine has', () => {
  expect(speeds).toEqual(engineSpeeds)
})
