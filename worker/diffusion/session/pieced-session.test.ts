import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assembled } from '#test/support/assembled-checkpoint.ts'
import { adapterFeeds } from '#diffusion/adapters/adapter-feeds.ts'
import { type AdaptedGraph, makeAdaptable } from '#diffusion/adapters/make-adaptable.ts'
import { readCheckpointFiles } from '#diffusion/model/checkpoint-files.ts'
import { decodeModel } from '#diffusion/onnx/decode.ts'
import { encodeModel } from '#diffusion/onnx/encode.ts'
import { cpu } from './device.ts'
import { openInPieces, rememberedSplit } from './pieced-session.ts'
import { openSession, type OpenSession, type Session } from './session.ts'
import type { Values } from './values.ts'

const options = { device: cpu, threads: 1 }
const textWidth = 128
let folder: string
let file: string
let graph: Uint8Array
let adapted: AdaptedGraph
const split = rememberedSplit()
const sessions: Session[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pieces-'))
  file = join(folder, 'f16.safetensors')
  await writeFile(file, await assembled('checkpoints/f16.safetensors'))
  const { unet } = await readCheckpointFiles(file)
  const model = decodeModel((await unet.made?.make()) ?? new Uint8Array())
  adapted = makeAdaptable(model, 'unet')
  graph = encodeModel(model)
})
afterAll(async () => {
  for (const session of sessions) await session.release()
  await rm(folder, { recursive: true })
})

const wave = (dims: number[], seed: number): Values => ({
  dims,
  data: Float32Array.from({ length: dims.reduce((product, dim) => product * dim, 1) }, (_, i) =>
    Math.sin((i + 1) * seed),
  ),
})
const feedsOf = (rows: number, height: number, width: number): Record<string, Values> => ({
  sample: wave([rows, 4, height, width], 1.7),
  timestep: wave([rows], 400),
  encoder_hidden_states: wave([rows, 77, textWidth], 0.9),
})
/** Or a convolution: what takes room. */
const isMatrix = ({ dims }: { dims: readonly number[] }) => dims.filter((dim) => dim > 1).length > 1
const answerOf = async (session: Session, feeds: Record<string, Values>) =>
  (await session.run(feeds, { out_sample: undefined }))['out_sample']

/** What the pieces' runs gave. */
const fetched = new Set<Float32Array>()
const recording: OpenSession = async (...given) => {
  const session = await openSession(...given)
  return {
    ...session,
    async run(feeds, wanted) {
      const results = await session.run(feeds, wanted)
      for (const { data } of Object.values(results)) fetched.add(data)
      return results
    },
  }
}

test(
  'pieces compute what the whole computes, to the last bit: at any size, with LoRAs and without',
  { timeout: 240_000 },
  async () => {
    const whole = await openSession(file, { ...options, graph })
    const pieces = await openInPieces(file, options, split(graph, 3), recording)
    sessions.push(whole, pieces)
    expect(pieces.inputs).toHaveLength(whole.inputs.length)
    expect(new Set(pieces.inputs.map(({ name }) => name))).toEqual(
      new Set(whole.inputs.map(({ name }) => name)),
    )
    expect(pieces.outputs).toEqual(whole.outputs)
    const found = { ...adapted, baseWeight: async () => new Float32Array() }
    const name = 'up_blocks.3.attentions.2.transformer_blocks.0.attn1.to_q'
    const [out = 0, inner = 0] = adapted.modules.get(name)?.dims ?? []
    const delta = { rank: 2, down: wave([2 * inner], 0.3).data, up: wave([out * 2], 0.2).data }
    const vectors = new Map([['down_blocks.0.resnets.0.norm1.weight', wave([32], 0.5).data]])
    const none = adapterFeeds(found)
    const some = adapterFeeds(found, { modules: new Map([[name, delta]]), vectors })
    const wide = { ...feedsOf(2, 8, 16), ...none }
    const plain = { ...feedsOf(1, 8, 8), ...none }
    const changed = { ...feedsOf(1, 8, 8), ...some }
    const answers: (Values | undefined)[] = []
    for (const feeds of [wide, plain, changed]) {
      const expected = await answerOf(whole, feeds)
      answers.push(expected)
      expect(await answerOf(pieces, feeds)).toEqual(expected)
    }
    expect(answers[1]).not.toEqual(answers[2])

    // What crosses is allocated once for a shape, and an answer is written where it is wanted.
    const answer: Values = { dims: [1, 4, 8, 8], data: new Float32Array(4 * 64) }
    await pieces.run(plain, { out_sample: answer })
    const before = fetched.size
    await pieces.run(plain, { out_sample: answer })
    expect(fetched.size).toBe(before)
    expect(answer).toEqual(answers[1])
  },
)

test('the largest is opened first, each weight once; where one can’t be opened the others are closed', async () => {
  const order = split(graph, 3)
  expect(order).toHaveLength(3)
  const weights = order.map(({ graph: piece }) => decodeModel(piece).graph.initializers.filter(isMatrix))
  const all = decodeModel(graph).graph.initializers.filter(isMatrix)
  expect(weights.flat()).toHaveLength(all.length)
  const opened: Uint8Array[] = []
  let closed = 0
  const failing: OpenSession = async (_, { graph: piece = new Uint8Array() }) => {
    if (opened.length === 2) throw new Error('no more')
    opened.push(piece)
    return { device: cpu, inputs: [], outputs: [], run: async () => ({}), release: async () => void closed++ }
  }
  await expect(openInPieces(file, options, order, failing)).rejects.toThrow('no more')
  const largest = order.toSorted((a, b) => b.weightBytes - a.weightBytes)
  expect(opened.map((piece) => largest.findIndex((one) => one.graph === piece))).toEqual([0, 1])
  expect(closed).toBe(2)
})
