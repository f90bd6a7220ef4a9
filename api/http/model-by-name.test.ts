import { expect, test } from 'vitest'
import { modelByName } from './model-by-name.ts'

const models = [{ name: 'dragon-mini' }, { name: 'Dreamshaper 8' }]

test.each([
  ['dragon-mini', 'dragon-mini'],
  ['Dragon-Mini.safetensors', 'dragon-mini'],
  ['dragon-mini.ckpt [879db523c3]', 'dragon-mini'],
  [String.raw`photos\dreamshaper 8.safetensors`, 'Dreamshaper 8'],
  ['photos/dreamshaper 8', 'Dreamshaper 8'],
  ['gpt-image-1', undefined],
  ['', undefined],
  ['[879db523c3]', undefined],
])('%j is %j', (asked, found) => {
  expect(modelByName(models, asked)?.name).toBe(found)
})
