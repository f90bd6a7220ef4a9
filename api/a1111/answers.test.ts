import { describe, expect, test } from 'vitest'
import type { Job } from '#api/contract/job.ts'
import type { PaintSettings } from '#core/generation.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { samplerHere } from '#core/sampler-names.ts'
import { generationInfo } from './generation-info.ts'
import { modelItems, samplerItems, schedulerItems, upscalerItems } from './lists.ts'
import { optionsAfter, optionsAnswer } from './options.ts'
import { progressAnswer } from './progress.ts'

const settings: PaintSettings = {
  prompt: 'a dragon',
  negativePrompt: 'fog',
  model: 'dragon-mini',
  steps: 8,
  guidance: 4,
  width: 128,
  height: 128,
  seed: 5,
  count: 2,
  scheduler: 'euler_a',
  start: null,
  variations: [],
}
const model: ModelFacts = {
  name: 'dragon-mini',
  width: 128,
  height: 128,
  steps: 8,
  guidance: 4,
  scheduler: 'euler_a',
  sizeMultiple: 8,
  upscalers: [{ name: 'twice', factor: 2 }],
}
const at = new Date('2026-11-28T04:30:00Z')

describe('info', () => {
  test('has what clients read: seeds, sizes, texts, the hash', () => {
    const infotext =
      'a dragon\nNegative prompt: fog\nSteps: 8, Sampler: Euler a, CFG scale: 4, Seed: 5, Size: 128x128, Model hash: 0123456789, Model: dragon-mini'
    const pictures = [5, 6].map((seed) => ({ seed, width: 128, height: 128, infotext }))
    const info = generationInfo({
      settings,
      pictures,
      batchSize: 2,
      notes: ['tiling is ignored'],
      at,
    })
    expect(info).toMatchObject({
      seed: 5,
      all_seeds: [5, 6],
      all_prompts: ['a dragon', 'a dragon'],
      infotexts: [infotext, infotext],
      width: 128,
      height: 128,
      sampler_name: 'Euler a',
      sd_model_name: 'dragon-mini',
      sd_model_hash: '0123456789',
      clip_skip: 1,
      job_timestamp: '20261128043000',
      notes: ['tiling is ignored'],
    })
  })
})

describe('lists', () => {
  test('every sampler and alias that is told can be asked for, and is done exactly', () => {
    const items = samplerItems()
    expect(items.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'Euler a',
        'Euler',
        'DPM++ 2M',
        'DPM++ 2M SDE',
        'LMS',
        'DDIM',
        'PLMS',
        'UniPC',
      ]),
    )
    expect(items.find(({ name }) => name === 'DPM++ 2M')?.aliases).toContain('DPM++ 2M Karras')
    const names = items.flatMap((item) => [item.name, ...item.aliases])
    expect(names.filter((name) => samplerHere(name)?.same !== true)).toEqual([])
    const schedules = schedulerItems().flatMap(({ name, label }) => [name, label])
    expect(schedules.filter((schedule) => samplerHere('DPM++ 2M', schedule)?.same !== true)).toEqual([])
  })

  test("a model's title is its name, and upscalers begin with None, as SillyTavern takes for granted", () => {
    expect(modelItems([model])[0]).toMatchObject({ title: 'dragon-mini', model_name: 'dragon-mini' })
    expect(upscalerItems([model]).map(({ name }) => name)).toEqual(['None', 'Lanczos', 'Nearest', 'twice'])
  })
})

describe('options', () => {
  const world = { models: [model, { ...model, name: 'dreamshaper' }], defaultModel: model, vae: undefined }

  test('tell the model; all of them sent back, with another model, choose it', () => {
    const told = optionsAnswer({}, world)
    expect(told).toMatchObject({ sd_model_checkpoint: 'dragon-mini', samples_format: 'png' })
    expect(told).not.toHaveProperty('forge_preset')
    const chosen = optionsAfter({}, { ...told, sd_model_checkpoint: 'Dreamshaper.safetensors' }, world.models)
    expect(optionsAnswer(chosen, world).sd_model_checkpoint).toBe('dreamshaper')
  })

  test('keep what was chosen before, and refuse a model that is not here', () => {
    const before = { sd_model_checkpoint: 'dreamshaper' }
    expect(
      optionsAfter(before, { CLIP_stop_at_last_layers: 2, samples_format: 'webp' }, world.models),
    ).toEqual({
      sd_model_checkpoint: 'dreamshaper',
      CLIP_stop_at_last_layers: 2,
    })
    for (const nothing of [null, ''])
      expect(optionsAfter(before, { sd_model_checkpoint: nothing }, world.models)).toEqual(before)
    expect(() => optionsAfter(before, { CLIP_stop_at_last_layers: 13 }, world.models)).toThrow(
      'CLIP_stop_at_last_layers',
    )
    expect(() => optionsAfter(before, { sd_model_checkpoint: 'sdxl' }, world.models)).toThrow(
      'There is no model sdxl; there are dragon-mini, dreamshaper.',
    )
  })
})

describe('progress', () => {
  const job: Job = {
    id: 'a',
    status: 'painting',
    position: 0,
    secondsLeft: 3,
    progress: { step: 4, steps: 8 },
    settings,
    pictures: [],
    seconds: null,
    error: null,
    notes: [],
    returnBase64: false,
    createdAt: at,
  }

  test('of nobody is 0 with no jobs: clients wait for that', () => {
    expect(progressAnswer([], undefined)).toMatchObject({
      progress: 0,
      state: { job_count: 0 },
      current_image: null,
    })
  })

  test('of two jobs, the first half done', () => {
    const waiting: Job = { ...job, status: 'queued', position: 2 }
    expect(progressAnswer([job, waiting], Buffer.from('jpeg'))).toMatchObject({
      progress: 0.26,
      eta_relative: 3,
      state: { job_count: 2, sampling_step: 4, sampling_steps: 8 },
      current_image: Buffer.from('jpeg').toString('base64'),
      textinfo: null,
    })
    expect(progressAnswer([waiting], undefined).textinfo).toBe('Waiting: place 2')
  })
})
