import { expect, test } from 'vitest'
import { schedulerNames } from '#core/schedulers.ts'
import { schedulerNames as engineNames } from '#diffusion/schedulers/slugs.ts'

test('what people can ask for is what the engine has', () => {
  expect(schedulerNames).toEqual(engineNames)
})
