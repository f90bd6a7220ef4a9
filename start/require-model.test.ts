import { expect, test } from 'vitest'
import { loadConfig } from '#core/config.ts'
import { requireModel } from './require-model.ts'

test('a model by its name, and by its path', async () => {
  await requireModel(loadConfig({}))
  await requireModel(loadConfig({ MODEL: './models/dragon-mini' }))
})

test('one that is not there: a sentence that names MODELS_DIR and what is in it', async () => {
  await expect(requireModel(loadConfig({ MODEL: 'nope' }))).rejects.toThrow(
    /^MODEL=nope is neither a model in .*models \(MODELS_DIR\), where there are dragon-mini.*, nor a path/,
  )
  await expect(requireModel(loadConfig({ MODELS_DIR: './nowhere' }))).rejects.toThrow('no model is there')
})
