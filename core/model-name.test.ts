import { expect, test } from 'vitest'
import { modelName } from './model-name.ts'

test.each([
  ['dragon-mini', 'dragon-mini'],
  ['models/dragon-mini/', 'dragon-mini'],
  ['dreamshaper.safetensors', 'dreamshaper'],
  ['/elsewhere/dreamshaper_8.1.safetensors', 'dreamshaper_8.1'],
])('MODEL=%s is called %s', (model, name) => {
  expect(modelName(model)).toBe(name)
})
