import { mkdir, mkdtemp, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readModelFolder } from './model-folder.ts'
import type { ModelFiles } from './model-files.ts'
import { modelHash } from './model-hash.ts'

let folder: string
let model: ModelFiles
let keptIn: string
const kept = () => join(keptIn, 'model-hashes.json')
const weights = () => join(folder, 'unet', 'model.onnx_data')

/** A model whose weights are a hole in the file: large, and made at once. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hash-'))
  await mkdir(join(folder, 'unet'))
  await writeFile(join(folder, 'unet', 'model.onnx'), 'graph')
  await writeFile(weights(), 'weights')
  await truncate(weights(), 60e6)
  model = {
    ...(await readModelFolder('test/fixtures/diffusers/model')),
    unet: { file: join(folder, 'unet', 'model.onnx') },
  }
  keptIn = join(folder, 'data')
  return () => rm(folder, { recursive: true })
})

test('a large model is hashed once, and again when it has changed', async () => {
  const hash = await modelHash(model, keptIn)
  expect(hash).toMatch(/^[0-9a-f]{10}$/)
  expect(hash).toBe(await modelHash(model))
  // What is kept is believed: a mark in the file comes back.
  await writeFile(kept(), (await readFile(kept(), 'utf8')).replace(hash, 'marked'))
  expect(await modelHash(model, keptIn)).toBe('marked')
  await utimes(weights(), 1, 1)
  expect(await modelHash(model, keptIn)).toBe(hash)
})

test('a damaged file, or one that cannot be written, does no harm', async () => {
  const hash = await modelHash(model)
  await mkdir(keptIn)
  await writeFile(kept(), '{"half a')
  expect(await modelHash(model, keptIn)).toBe(hash)
  expect(await modelHash(model, join(weights(), 'no-folder'))).toBe(hash)
})

test('small models are not kept', async () => {
  await truncate(weights(), 10)
  await modelHash(model, keptIn)
  await expect(readFile(kept())).rejects.toThrow('ENOENT')
})
