import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { tinyModel } from '#test/support/house.ts'
import { readModelFacts } from './model-facts.ts'

test('the model that ships tells which words it knows', async () => {
  const facts = await readModelFacts(fileURLToPath(new URL('../models/dragon-mini', import.meta.url)))
  expect(facts.world?.words).toContainEqual(expect.arrayContaining(['dragon', 'castle']))
  expect(facts.world?.examples.join()).toContain('dragon')
  expect(facts).toMatchObject({ width: 256, height: 256, sizeMultiple: 8 })
})

test('a model without a world.json knows no words in particular', async () => {
  const facts = await readModelFacts(tinyModel)
  expect(facts).not.toHaveProperty('world')
  expect(facts.sizeMultiple).toBe(16)
})
