import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readCheckpointFiles } from '#diffusion/model/checkpoint-files.ts'
import { decodeModel } from '#diffusion/onnx/decode.ts'
import { assembled } from '#test/support/assembled-checkpoint.ts'
import { cpu, type Device } from './device.ts'
import { fitting } from './fitting-session.ts'
import { hasFloat16, isFloat16 } from './float16-in-model.ts'
import { openSession, type SessionOptions } from './session.ts'
import { castFloat16 } from './widen-float16.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cast-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** The text encoder of a checkpoint in half precision: its table is looked up in float16 and cast behind that. */
async function halfTextEncoder(): Promise<{ file: string; graph: Uint8Array }> {
  const path = join(folder, 'f16.safetensors')
  await writeFile(path, await assembled('checkpoints/f16.safetensors'))
  const { textEncoder } = await readCheckpointFiles(path)
  if (!textEncoder.made) throw new Error('A checkpoint has no graph of its own.')
  return { file: textEncoder.file, graph: await textEncoder.made.make() }
}

test('float16 weights of a file that is not copied are read by casts alone, and the graph computes the same', async () => {
  const { file, graph } = await halfTextEncoder()
  const wide = castFloat16(graph)
  const { nodes, initializers } = decodeModel(wide).graph
  const halves = new Set(initializers.filter(({ encoded }) => isFloat16(encoded)).map(({ name }) => name))
  expect(halves.size).toBeGreaterThan(100)
  for (const { opType, inputs } of nodes)
    if (inputs.some((name) => halves.has(name))) expect(opType).toBe('Cast')
  expect(await hiddenStates(file, wide)).toEqual(await hiddenStates(file, graph))
})

test('a GPU without float16 is given a graph with casts, one with it the graph as it is', async () => {
  const { file, graph } = await halfTextEncoder()
  const opened: SessionOptions[] = []
  const webgpu: Device = { provider: 'webgpu', index: 0 }
  for (const float16 of [false, true]) {
    const open = fitting(
      async (_file, options) => {
        opened.push(options)
        return {
          device: options.device,
          inputs: [],
          outputs: [],
          run: async () => ({}),
          release: async () => {},
        }
      },
      { keptIn: folder, computesFloat16: async () => float16 },
    )
    await open(file, { device: webgpu, graph })
  }
  expect(opened.map(({ graph: given }) => given?.length)).toEqual([castFloat16(graph).length, graph.length])
  expect(hasFloat16(graph)).toBe(true)
})

async function hiddenStates(file: string, graph: Uint8Array): Promise<Float32Array> {
  const session = await openSession(file, { device: cpu, threads: 1, graph })
  const ids = { dims: [1, 77], data: Float32Array.from({ length: 77 }, (_, i) => i * 5) }
  const { last_hidden_state: states } = await session.run(
    { input_ids: ids },
    { last_hidden_state: undefined },
  )
  await session.release()
  if (!states) throw new Error('There are no hidden states.')
  return states.data
}
