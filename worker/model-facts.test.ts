import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { defaultScheduler } from '#core/schedulers.ts'
import { assembled } from '#test/support/assembled-checkpoint.ts'
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

test('a checkpoint is painted with what its examples on its site were painted with', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'facts-'))
  try {
    const file = join(folder, 'fox.safetensors')
    await writeFile(file, await assembled('checkpoints/f16.safetensors'))
    expect(await readModelFacts(file)).toMatchObject({
      steps: 20,
      guidance: 7.5,
      scheduler: defaultScheduler,
    })
    const metas = [
      { steps: 25, cfgScale: 6, sampler: 'Euler a' },
      { steps: 30, cfgScale: 6, sampler: 'Euler a' },
      { steps: 4000, cfgScale: 'high', sampler: 'DPM++ 2M Karras' },
      null,
    ]
    const images = metas.map((meta) => ({ url: 'https://example.org/1.png', meta }))
    await writeFile(join(folder, 'fox.civitai.info'), JSON.stringify({ trainedWords: [], images }))
    expect(await readModelFacts(file)).toMatchObject({ steps: 25, guidance: 6, scheduler: 'euler_a' })
    await writeFile(join(folder, 'fox.civitai.info'), '{"images": [')
    expect(await readModelFacts(file)).toMatchObject({ steps: 20, guidance: 7.5 })
  } finally {
    await rm(folder, { recursive: true })
  }
})
