import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { encodeSafetensors } from '#test/support/encode-safetensors.ts'
import { findEmbeddingFiles } from './find-embeddings.ts'

const pickles = 'test/fixtures/prompts/pickles'
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embeddings-'))
  return () => rm(folder, { recursive: true })
})

test('A1111’s, diffusers’ and the first trainers’ pickles give the same vectors', async () => {
  for (const file of ['two-vectors.pt', 'diffusers.bin', 'parameter-dict.pt'])
    await cp(join(pickles, file), join(folder, file))
  const values = Float32Array.from({ length: 64 }, (_, i) => i / 64)
  expect(await findEmbeddingFiles(folder)).toMatchObject([
    { name: 'diffusers', vectors: 2, width: 32, values },
    { name: 'parameter-dict', vectors: 2, width: 32, values },
    { name: 'two-vectors', vectors: 2, width: 32, values },
  ])
})

test('a pickle that asks to run something runs nothing, and is named', async () => {
  await cp(`${pickles}/command.pt`, join(folder, 'command.pt'))
  expect(await findEmbeddingFiles(folder)).toEqual([
    {
      name: 'command',
      vectors: 1,
      fault: expect.stringMatching(/command\.pt can't be read: it asks to run posix\.system/),
    },
  ])
  expect(existsSync('ran-a-pickle')).toBe(false)
})

test('what is no textual inversion is told by its name', async () => {
  await writeFile(join(folder, 'cut.pt'), 'PK')
  await writeFile(join(folder, 'old.pt'), 'pickle')
  await writeFile(
    join(folder, 'many.safetensors'),
    encodeSafetensors({ emb_params: { dtype: 'F32', shape: [76, 1], bytes: new Uint8Array(76 * 4) } }),
  )
  await writeFile(join(folder, 'notes.txt'), 'nothing')
  expect(await findEmbeddingFiles(folder)).toEqual([
    { name: 'cut', vectors: 1, fault: expect.stringContaining('cut.pt') },
    { name: 'many', vectors: 1, fault: expect.stringContaining('76 vectors') },
    { name: 'old', vectors: 1, fault: expect.stringContaining('before 1.6') },
  ])
})

test('a new file is seen at the next look, and a folder that is not there has none', async () => {
  expect(await findEmbeddingFiles(join(folder, 'nowhere'))).toEqual([])
  expect(await findEmbeddingFiles(folder)).toEqual([])
  await cp(
    'test/fixtures/prompts/embeddings/dragonstyle.safetensors',
    join(folder, 'dragonstyle.safetensors'),
  )
  expect(await findEmbeddingFiles(folder)).toMatchObject([{ name: 'dragonstyle', vectors: 1, width: 32 }])
})
