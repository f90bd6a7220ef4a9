import { readFile } from 'node:fs/promises'
import ort from 'onnxruntime-node'
import { afterEach, expect, test, vi } from 'vitest'
import { adapterFeeds } from '#diffusion/adapters/adapter-feeds.ts'
import { makeAdaptable } from '#diffusion/adapters/make-adaptable.ts'
import { decodeModel } from '#diffusion/onnx/decode.ts'
import { encodeModel } from '#diffusion/onnx/encode.ts'
import { createUnet } from '#diffusion/networks/unet.ts'
import { newValues } from './values.ts'
import { cpu } from './device.ts'
import { openSession } from './session.ts'

const folder = 'test/fixtures/diffusers/model'
const side = 8
/** onnxruntime-common types its class as the factory that it is, too. */
const sessionClass = Object(ort.InferenceSession) as { prototype: Pick<ort.InferenceSession, 'run'> }
afterEach(() => vi.restoreAllMocks())

test('the steps of a picture allocate nothing after the first, and read back the answer alone', async () => {
  const session = await openSession(`${folder}/unet/model.onnx`, { device: cpu, threads: 1 })
  const runs = vi.spyOn(sessionClass.prototype, 'run')
  const unet = createUnet(session)
  const conditioning = { hiddenStates: newValues([77, 32]) }
  const outputs: Float32Array[] = []
  for (let step = 0; step < 4; step++) {
    const batch = unet.batch(2, side, side, conditioning)
    for (let row = 0; row < 2; row++) batch.setRow(row, 900 - step, conditioning)
    await batch.run()
    outputs.push(...batch.outputs)
  }
  const tensors = runs.mock.calls.flatMap(([feeds, fetches]) => [
    ...Object.values(feeds),
    ...Object.values(fetches ?? {}),
  ])
  expect(tensors).toHaveLength(16)
  // Latents, timesteps and texts, and the answer: the same in every step.
  expect(new Set(tensors).size).toBe(4)
  expect(new Set(outputs.map(({ buffer }) => buffer)).size).toBe(1)
  for (const [feeds, fetches] of runs.mock.calls) {
    expect(Object.keys(feeds).sort()).toEqual(['encoder_hidden_states', 'sample', 'timestep'])
    // An output that is given a tensor is written there.
    expect(Object.entries(fetches)).toEqual([['out_sample', expect.any(ort.Tensor)]])
  }
  await session.release()
})

test('a LoRA is handed over as the same tensors at every step', async () => {
  const file = `${folder}/unet/model.onnx`
  const model = decodeModel(await readFile(file))
  const adapted = makeAdaptable(model, 'unet')
  const session = await openSession(file, { device: cpu, threads: 1, graph: encodeModel(model) })
  const [module] = [...adapted.modules.values()].filter(({ dims }) => dims.length === 2)
  if (!module) throw new Error('The UNet has no linear layer.')
  const { name, dims } = module
  const [out = 0, inner = 0] = dims
  const delta = { rank: 1, down: new Float32Array(inner), up: new Float32Array(out) }
  const adapters = { modules: new Map([[name, delta]]), vectors: new Map<string, Float32Array>() }
  const baseWeight = async () => new Float32Array()
  const feeds = adapterFeeds({ ...adapted, baseWeight }, adapters)
  const runs = vi.spyOn(sessionClass.prototype, 'run')
  const conditioning = { hiddenStates: newValues([77, 32]) }
  const batch = createUnet(session).batch(1, side, side, conditioning)
  batch.setRow(0, 900, conditioning)
  for (let step = 0; step < 3; step++) await batch.run(feeds)
  const [first, ...others] = runs.mock.calls.map(([fed]) => fed)
  expect(others).toHaveLength(2)
  for (const fed of others)
    for (const [input, tensor] of Object.entries(fed))
      expect([input, first?.[input] === tensor]).toEqual([input, true])
  await session.release()
})

test('of a text encoder with many outputs the one that is asked for is read back', async () => {
  const session = await openSession('models/dragon-mini/text_encoder/model.onnx', { device: cpu, threads: 1 })
  const results = await session.run(
    { input_ids: { dims: [1, 77], data: new Float32Array(77) } },
    { last_hidden_state: undefined },
  )
  expect(session.outputs.length).toBeGreaterThan(1)
  expect(Object.keys(results)).toEqual(['last_hidden_state'])
  await session.release()
})
