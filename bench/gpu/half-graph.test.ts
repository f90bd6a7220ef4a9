import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readModel } from '#diffusion/model/read-model.ts'
import { cpu } from '#diffusion/session/device.ts'
import { openSession } from '#diffusion/session/session.ts'
import { assembled } from '#test/support/assembled-checkpoint.ts'
import { makeFolder } from './make-folder.ts'

const side = 8
let work: string
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'half-'))
  await writeFile(join(work, 'f16.safetensors'), await assembled('checkpoints/f16.safetensors'))
  await makeFolder(join(work, 'f16.safetensors'), 'models/dragon-mini/tokenizer', join(work, 'half'), side)
})
afterAll(() => rm(work, { recursive: true }))

test('the UNet in float16 answers what the checkpoint’s does, as far as float16 reaches', async () => {
  const { unet } = await readModel(join(work, 'f16.safetensors'))
  const graph = await unet.made?.make()
  const exact = await answer(unet.file, graph)
  const half = await answer(join(work, 'half/unet/model.onnx'))
  const off = exact.reduce((most, value, i) => Math.max(most, Math.abs(value - (half[i] ?? NaN))), 0)
  expect(off / deviation(exact)).toBeLessThan(5e-2)
  // It is not the same arithmetic.
  expect(off).toBeGreaterThan(0)
})

test('the folder is one of its own size', async () => {
  expect(await readModel(join(work, 'half'))).toMatchObject({ sampleSize: side, vaeScalingFactor: 0.18215 })
})

async function answer(file: string, graph?: Uint8Array): Promise<Float32Array> {
  const session = await openSession(file, { device: cpu, threads: 1, ...(graph && { graph }) })
  const wave = (dims: number[]) => ({
    dims,
    data: Float32Array.from({ length: dims.reduce((a, b) => a * b) }, (_, i) => Math.sin(i)),
  })
  const feeds = {
    sample: wave([2, 4, side, side]),
    timestep: { dims: [2], data: Float32Array.of(900, 20) },
    encoder_hidden_states: wave([2, 77, 128]),
  }
  const { out_sample: out } = await session.run(feeds, { out_sample: undefined })
  await session.release()
  if (!out) throw new Error('The UNet gave nothing.')
  return out.data
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}
