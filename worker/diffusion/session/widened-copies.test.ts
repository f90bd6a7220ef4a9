import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cpu } from './device.ts'
import { hasFloat16 } from './float16-in-model.ts'
import { float16Probe } from './float16-probe.ts'
import { openSession } from './session.ts'
import { widenedCopy } from './widened-copies.ts'

// Its token embedding is float16, read by a Gather and cast afterwards.
const textEncoder = 'test/fixtures/diffusers/model/text_encoder/model.onnx'
// Its weights are float16 behind casts.
const shipped = 'models/dragon-mini/text_encoder/model.onnx'

let folder: string
let keptIn: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'widened-'))
  keptIn = join(folder, 'kept')
})
afterEach(() => rm(folder, { recursive: true }))

test.each([textEncoder, shipped])('a copy of %s holds no float16 and computes the same', async (file) => {
  const copy = await widenedCopy(file, keptIn)
  expect(hasFloat16(await readFile(file))).toBe(true)
  expect(hasFloat16(await readFile(copy))).toBe(false)
  expect(await hiddenStates(copy)).toEqual(await hiddenStates(file))
})

test('weights beside the graph are taken along', async () => {
  const once = await widenedCopy(textEncoder, keptIn)
  // What was widened has its weights beside it; a float16 more makes it worth a copy again.
  const part = join(folder, 'part')
  await mkdir(part)
  await copyFile(join(once, '../weights.bin'), join(part, 'weights.bin'))
  const cast = Buffer.from(float16Probe())
  await writeFile(join(part, 'model.onnx'), Buffer.concat([await readFile(once), nodesOf(cast)]))
  const twice = await widenedCopy(join(part, 'model.onnx'), keptIn)
  expect(twice).not.toBe(join(part, 'model.onnx'))
  expect(
    (await readFile(join(twice, '../weights.bin'))).equals(await readFile(join(once, '../weights.bin'))),
  ).toBe(true)
})

test('a copy is made once, and anew when its file has changed', async () => {
  const part = join(folder, 'part')
  await mkdir(part)
  const file = join(part, 'model.onnx')
  await copyFile(textEncoder, file)
  const first = await widenedCopy(file, keptIn)
  await writeFile(join(first, '../mark'), '')
  expect(await widenedCopy(file, keptIn)).toBe(first)
  expect(await readdir(join(first, '..'))).toContain('mark')
  await utimes(file, 1, 1)
  await widenedCopy(file, keptIn)
  expect(await readdir(join(first, '..'))).not.toContain('mark')
})

test('the copy of a file that is gone goes with the next', async () => {
  const part = join(folder, 'part')
  await mkdir(part)
  await copyFile(textEncoder, join(part, 'model.onnx'))
  await widenedCopy(join(part, 'model.onnx'), keptIn)
  await rm(part, { recursive: true })
  await widenedCopy(textEncoder, keptIn)
  expect(await readdir(keptIn)).toHaveLength(1)
})

test('a graph without float16 is opened as it is', async () => {
  const file = 'test/fixtures/diffusers/model/vae_decoder/model.onnx'
  expect(await widenedCopy(file, keptIn)).toBe(file)
})

async function hiddenStates(file: string): Promise<Float32Array> {
  const session = await openSession(file, { device: cpu, threads: 1 })
  const ids = { dims: [1, 77], data: Float32Array.from({ length: 77 }, (_, i) => i * 5) }
  const { last_hidden_state: states } = await session.run(
    { input_ids: ids },
    { last_hidden_state: undefined },
  )
  await session.release()
  if (!states) throw new Error('There are no hidden states.')
  return states.data
}

/** The graph field of a model: protobuf joins two of them to one. */
function nodesOf(model: Buffer): Buffer {
  return model.subarray(2)
}
