import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Graph } from '#test/support/onnx/edit-graph.ts'
import type { PaintRequest, Picture } from '#diffusion/contract.ts'
import { createEngine } from '#diffusion/engine/engine.ts'

const original = 'test/fixtures/diffusers/model'
const request: PaintRequest = {
  model: original,
  prompt: 'a red dragon',
  negativePrompt: 'text',
  steps: 3,
  guidance: 7.5,
  width: 64,
  height: 64,
  seed: 42,
  count: 1,
  // Whole timesteps, so that a graph with integers loses nothing.
  scheduler: 'ddim',
  rng: 'torch',
  clipSkip: 0,
}
const grey = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(128) }

const engine = createEngine({ device: 'cpu', threads: 1 })
let folder = ''
let reference: Picture
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layouts-'))
  reference = await paint(original)
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true })
})

async function paint(model: string, change: Partial<PaintRequest> = {}): Promise<Picture> {
  for await (const event of engine.paint({ ...request, model, ...change }))
    if (event.kind === 'picture') return event
  throw new Error('There was no picture.')
}

/** A copy of the fixtures' model with some files changed; `null` takes one away. */
async function variant(
  files: Record<string, null | ((file: Buffer) => Buffer | Promise<Buffer>)>,
): Promise<string> {
  const model = await mkdtemp(join(folder, 'model-'))
  await cp(original, model, { recursive: true })
  for (const [name, change] of Object.entries(files)) {
    const file = join(model, name)
    if (change === null) await rm(file)
    else await writeFile(file, await change(await readFile(file)))
  }
  return model
}

const edit = (change: (graph: Graph) => Graph) => (file: Buffer) => change(Graph.read(file)).write()

function deviation(picture: Picture): number {
  return picture.latents.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (reference.latents[i] ?? NaN))),
    0,
  )
}

describe('exporters differ, the picture does not', () => {
  test.each([
    ['timestep int64 [batch]', (graph: Graph) => graph.castInput('timestep', 'int64', ['batch'])],
    ['timestep int64 scalar', (graph: Graph) => graph.castInput('timestep', 'int64', [])],
    ['timestep float32 scalar', (graph: Graph) => graph.castInput('timestep', 'float32', [])],
    ['timestep float32 of one value', (graph: Graph) => graph.castInput('timestep', 'float32', [1])],
  ])('%s', async (_, change) => {
    expect(deviation(await paint(await variant({ 'unet/model.onnx': edit(change) })))).toBeLessThan(1e-5)
  })

  test('a fractional timestep is truncated where the graph takes integers', async () => {
    const model = await variant({ 'unet/model.onnx': edit((graph) => graph.castInput('timestep', 'int64')) })
    const picture = await paint(model, { scheduler: 'euler' })
    expect(picture.latents.every(Number.isFinite)).toBe(true)
    expect(deviation(picture)).toBeGreaterThan(0)
  })

  test('input_ids int32', async () => {
    const change = edit((graph) => graph.castInput('input_ids', 'int32', undefined, 'int64'))
    expect(deviation(await paint(await variant({ 'text_encoder/model.onnx': change })))).toBe(0)
  })

  test('float16 inputs and outputs', async () => {
    const unet = edit((graph) =>
      graph
        .castInput('sample', 'float16')
        .castInput('timestep', 'float16')
        .castInput('encoder_hidden_states', 'float16')
        .castOutput('out_sample', 'float16'),
    )
    const decoder = edit((graph) =>
      graph.castInput('latent_sample', 'float16').castOutput('sample', 'float16'),
    )
    const picture = await paint(await variant({ 'unet/model.onnx': unet, 'vae_decoder/model.onnx': decoder }))
    expect(deviation(picture)).toBeGreaterThan(0)
    expect(deviation(picture)).toBeLessThan(0.1)
  })

  test('weights in a file beside the graph', async () => {
    const model = await variant({})
    const { graph, data } = Graph.read(await readFile(join(model, 'unet/model.onnx'))).withExternalData(
      'model.onnx_data',
    )
    await writeFile(join(model, 'unet/model.onnx'), graph.write())
    await writeFile(join(model, 'unet/model.onnx_data'), data)
    expect(deviation(await paint(model))).toBe(0)
  })

  test('an encoder that draws from its posterior itself (latent_sample)', async () => {
    const gather = edit((graph) => graph.gatherChannels('latent_parameters', 'latent_sample', [0, 1, 2, 3]))
    const model = await variant({ 'vae_encoder/model.onnx': gather })
    const start = { pixels: grey, strength: 0.7 }
    const drawn = await paint(model, { start })
    expect(drawn.latents).toHaveLength(4 * 8 * 8)
    expect(drawn.latents.every(Number.isFinite)).toBe(true)
  })
})

test('an outdated scheduler file is put right, as diffusers does', async () => {
  const outdated = (file: Buffer) =>
    Buffer.from(file.toString().replace('"steps_offset": 1', '"steps_offset": 0, "clip_sample_range": 0.1'))
  const clipping = (file: Buffer) =>
    Buffer.from(file.toString().replace('"clip_sample": false', '"clip_sample": true'))
  const change = (file: Buffer) => clipping(outdated(file))
  expect(deviation(await paint(await variant({ 'scheduler/scheduler_config.json': change })))).toBe(0)
})

describe('what is wrong with a model is said in one sentence', () => {
  const broken: [what: string, files: Parameters<typeof variant>[0], sentence: RegExp][] = [
    ['no unet', { 'unet/model.onnx': null }, /has no unet\/model\.onnx/],
    ['no vae_decoder', { 'vae_decoder/model.onnx': null }, /has no vae_decoder\/model\.onnx/],
    ['no scheduler', { 'scheduler/scheduler_config.json': null }, /has no scheduler\/scheduler_config\.json/],
    ['no tokenizer', { 'tokenizer/vocab.json': null }, /has no tokenizer/],
    [
      'a graph that is cut off',
      { 'unet/model.onnx': (file) => file.subarray(0, 100_000) },
      /is damaged or cut off/,
    ],
    ['a text instead of a graph', { 'unet/model.onnx': () => Buffer.from('hello') }, /is damaged or cut off/],
    [
      'a vocabulary of another model',
      { 'tokenizer/vocab.json': () => Buffer.from('{"hello": 1}') },
      /vocabulary/,
    ],
    ['a config that is no JSON', { 'unet/config.json': () => Buffer.from('{') }, /is not JSON/],
    [
      'the VAE in the place of the UNet',
      { 'unet/model.onnx': () => readFile(join(original, 'vae_decoder/model.onnx')) },
      /is not a UNet/,
    ],
    [
      'operations that only CUDA has',
      { 'unet/model.onnx': edit((graph) => graph.withCudaOnlyNode('out_sample')) },
      /operations that cpu can't run/,
    ],
    [
      'weights missing beside the graph',
      { 'unet/model.onnx': edit((graph) => graph.withExternalData('model.onnx_data').graph) },
      /weights beside .* are missing/,
    ],
  ]
  test.each(broken)('%s', async (_, files, sentence) => {
    await expect(paint(await variant(files))).rejects.toMatchObject({
      name: 'PaintError',
      code: 'bad_model',
      message: expect.stringMatching(sentence),
    })
  })

  test('a folder without vae_encoder paints from words, and says why it can not start from an image', async () => {
    const model = await variant({ 'vae_encoder/model.onnx': null })
    expect(deviation(await paint(model))).toBe(0)
    await expect(paint(model, { start: { pixels: grey, strength: 0.5 } })).rejects.toThrow(
      /has no vae_encoder/,
    )
  })
})
