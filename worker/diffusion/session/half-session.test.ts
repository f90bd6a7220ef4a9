import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCheckpoint } from '#diffusion/checkpoint/checkpoint.ts'
import { unetGraph } from '#diffusion/checkpoint/unet-graph.ts'
import { assembled } from '#test/support/assembled-checkpoint.ts'
import { retyped } from '#test/support/retyped-safetensors.ts'
import { cpu, type Device } from './device.ts'
import { fitting } from './fitting-session.ts'
import { halfModel } from './half-graph.ts'
import { openSession, type OpenSession } from './session.ts'
import type { Values } from './values.ts'

let folder: string
let file: string
let graph: Uint8Array
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'half-session-'))
  file = join(folder, 'f16.safetensors')
  await writeFile(file, await assembled('checkpoints/f16.safetensors'))
  graph = unetGraph((await readCheckpoint(file)).unet).encode()
})
afterAll(() => rm(folder, { recursive: true }))

/** Opens nothing; tells which graph was asked for. */
function pretended(answers: (graph: Uint8Array | undefined) => number) {
  const opened: ('float16' | 'float32' | 'other')[] = []
  const half = Buffer.from(halfModel(graph))
  const open: OpenSession = async (_file, { device, graph: asked }) => {
    const given = Buffer.from(asked ?? [])
    opened.push(given.equals(half) ? 'float16' : given.equals(graph) ? 'float32' : 'other')
    const y: Values = { dims: [1], data: Float32Array.of(answers(asked)) }
    return { device, inputs: [], outputs: [], run: async () => ({ y }), release: async () => {} }
  }
  return { opened, open }
}

const on = (provider: Device['provider'], halvable = true) => ({
  device: { provider, index: 0 },
  graph,
  ...(halvable && { halvable }),
})

test.each<[Device['provider'], boolean, boolean, string]>([
  ['cuda', true, true, 'float16'],
  ['webgpu', true, true, 'float16'],
  // Without float16 its weights are cast while the graph is opened.
  ['webgpu', true, false, 'other'],
  ['cuda', false, true, 'float32'],
  ['coreml', true, true, 'float32'],
  ['cpu', true, true, 'float32'],
])('on %s (may be halved: %s, float16: %s) it is %s', async (provider, halvable, float16, expected) => {
  const { opened, open } = pretended(() => 1)
  await fitting(open, { computesFloat16: async () => float16 })(file, on(provider, halvable))
  expect(opened).toEqual([expected])
})

test('a UNet whose float16 overflows goes on in float32, with a word', async () => {
  const half = Buffer.from(halfModel(graph))
  const { opened, open } = pretended((asked) => (half.equals(asked ?? new Uint8Array()) ? NaN : 1))
  const said: string[] = []
  const session = await fitting(open, { computesFloat16: async () => true, say: (word) => said.push(word) })(
    file,
    on('cuda'),
  )
  for (let run = 0; run < 2; run++) expect((await session.run({}, {}))['y']?.data[0]).toBe(1)
  expect(opened).toEqual(['float16', 'float32'])
  expect(said).toEqual([expect.stringContaining('is computed in float32 on cuda, not in float16')])
})

test('weights of any type are halved', { timeout: 120_000 }, async () => {
  const others = join(folder, 'others.safetensors')
  const types = ['F32', 'F64', 'BF16'] as const
  await writeFile(
    others,
    retyped(await assembled('checkpoints/f16.safetensors'), (name) => types[name.length % 3] ?? 'F32'),
  )
  const other = halfModel(unetGraph((await readCheckpoint(others)).unet).encode())
  const answer = await answerOf(others, other)
  const expected = await answerOf(file, halfModel(graph))
  const off = answer.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? NaN))), 0)
  // bfloat16 holds fewer digits.
  expect(off).toBeLessThan(5e-2)
})

async function answerOf(weights: string, model: Uint8Array): Promise<Float32Array> {
  const session = await openSession(weights, { device: cpu, threads: 1, graph: model })
  const wave = (dims: number[]) => ({
    dims,
    data: Float32Array.from({ length: dims.reduce((a, b) => a * b) }, (_, i) => Math.sin(i)),
  })
  const feeds = {
    sample: wave([1, 4, 8, 8]),
    timestep: { dims: [1], data: Float32Array.of(500) },
    encoder_hidden_states: wave([1, 77, 128]),
  }
  const { out_sample: out } = await session.run(feeds, { out_sample: undefined })
  await session.release()
  if (!out) throw new Error('The UNet gave nothing.')
  return out.data
}
