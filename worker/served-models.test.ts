import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createLogger } from '#process/logger.ts'
import { assembled } from '#test/support/assembled-checkpoint.ts'
import { ServedModels } from './served-models.ts'

const tiny = 'test/fixtures/diffusers/model'
let folder: string
let queues: string[]
let models: ServedModels

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'served-'))
  queues = []
  models = served()
  await models.takeJobs()
  return () => rm(folder, { recursive: true })
})

const served = () =>
  new ServedModels({
    settings: {
      model: tiny,
      modelVae: undefined,
      modelsDir: folder,
      dataDir: folder,
      upscaleWholePixels: undefined,
    },
    paint: () => {
      throw new Error('nothing is painted here')
    },
    openQueue: (model) => ({
      ready: async () => void queues.push(`${model} opens`),
      setSlots: () => {},
      close: async () => void queues.push(`${model} closes`),
    }),
    logger: createLogger({ name: 'test', level: 'silent', pretty: false }),
  })

const names = () => models.facts.map(({ name }) => name)

test('a checkpoint that is put into the folder is served, and no more once it is gone', async () => {
  expect(await models.look()).toBe(true)
  expect(names()).toEqual(['model'])
  const file = join(folder, 'fox.safetensors')
  const bytes = await assembled('checkpoints/f16.safetensors')
  // Still being copied.
  await writeFile(file, bytes.subarray(0, 1_000_000))
  expect(await models.look()).toBe(false)
  await writeFile(file, bytes)
  expect(await models.look()).toBe(true)
  expect(await models.look()).toBe(false)
  expect(names()).toEqual(['model', 'fox'])
  expect(models.get('fox')).toMatchObject({
    place: { path: file, vae: undefined },
    facts: { width: 512, height: 512, sizeMultiple: 8 },
  })
  expect(await models.get('fox').hash).toMatch(/^[0-9a-f]{10}$/)
  await rm(file)
  expect(await models.look()).toBe(true)
  expect(queues).toEqual(['model opens', 'fox opens', 'fox closes'])
  expect(() => models.get('fox')).toThrow('The model fox is not here any more.')
})

test('nothing is taken before the worker can paint', async () => {
  const early = served()
  await early.look()
  expect(early.facts.map(({ name }) => name)).toEqual(['model'])
  expect(queues).toEqual([])
  await early.takeJobs()
  expect(queues).toEqual(['model opens'])
})

test('what is no model is left out', async () => {
  await writeFile(join(folder, 'other.safetensors'), await assembled('vae/other.safetensors'))
  await writeFile(join(folder, 'broken.safetensors'), 'nothing')
  await models.look()
  expect(names()).toEqual(['model'])
})
