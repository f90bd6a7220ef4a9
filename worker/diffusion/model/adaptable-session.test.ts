import { afterAll, expect, test } from 'vitest'
import type { Adaptable, Adapters, ModuleDelta } from '#diffusion/adapters/adaptable.ts'
import { adapterFeeds } from '#diffusion/adapters/adapter-feeds.ts'
import { openResting } from '#diffusion/session/resting-session.ts'
import { openSession } from '#diffusion/session/session.ts'
import type { Values } from '#diffusion/session/values.ts'
import { openAdaptable, type AdaptablePart, type AdaptableSession } from './adaptable-session.ts'

const cpu = { provider: 'cpu', index: 0 } as const
const model = 'test/fixtures/diffusers/model'
let opened = 0

async function open(part: AdaptablePart, fromTheStart: boolean): Promise<AdaptableSession> {
  const file = `${model}/${part}/model.onnx`
  return openAdaptable({
    source: { file },
    part,
    fromTheStart,
    open: (graph) =>
      openResting(
        async () => {
          opened += 1
          return openSession(file, { device: cpu, ...(graph && { graph }) })
        },
        () => true,
      ),
  })
}

/** One for all tests that don't count openings: opening a graph takes longer than all that is asked of it. */
const shared = new Map<string, Promise<AdaptableSession>>()
function theSession(part: AdaptablePart, fromTheStart: boolean): Promise<AdaptableSession> {
  const key = `${part} ${fromTheStart}`
  const session = shared.get(key) ?? open(part, fromTheStart)
  shared.set(key, session)
  return session
}
afterAll(async () => {
  for (const session of shared.values()) await (await session).release()
})

const wave = (length: number, seed: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin((i + 1) * seed))

const unetFeeds: Record<string, Values> = {
  sample: { dims: [1, 4, 8, 8], data: wave(4 * 64, 1.7) },
  timestep: { dims: [1], data: Float32Array.of(400) },
  encoder_hidden_states: { dims: [1, 77, 32], data: wave(77 * 32, 0.9) },
}
const answer = async (session: AdaptableSession, feeds: Record<string, Values> = {}) =>
  (await session.run({ ...unetFeeds, ...feeds }, { out_sample: undefined }))['out_sample']?.data ?? []

async function found(session: AdaptableSession): Promise<Adaptable> {
  const adaptable = await session.adaptable()
  if (!adaptable) throw new Error('Nothing was found in the graph.')
  return adaptable
}

function adapters(
  modules: Record<string, ModuleDelta>,
  vectors: Record<string, Float32Array> = {},
): Adapters {
  return { modules: new Map(Object.entries(modules)), vectors: new Map(Object.entries(vectors)) }
}

const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0)

/** Matrices, with and without a bias; convolutions before the time's embedding, at a shortcut and alone; the time's own matrix. */
const places = [
  'down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q',
  'mid_block.attentions.0.transformer_blocks.0.ff.net.0.proj',
  'down_blocks.0.attentions.0.proj_in',
  'down_blocks.0.resnets.0.conv1',
  'down_blocks.0.resnets.0.conv2',
  'up_blocks.0.resnets.0.conv_shortcut',
  'up_blocks.0.resnets.0.conv2',
  'down_blocks.0.downsamplers.0.conv',
  'time_embedding.linear_1',
  'conv_out',
]

test('modules and vectors have diffusers’ names and torch’s shapes', async () => {
  const unet = await found(await theSession('unet', false))
  for (const place of places) expect([...unet.modules.keys()]).toContain(place)
  expect(unet.modules.get('down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k')?.dims).toEqual([
    32, 32,
  ])
  expect(unet.modules.get('conv_in')?.dims).toEqual([32, 4, 3, 3])
  expect(unet.vectors.get('mid_block.attentions.0.norm.weight')?.length).toBe(64)
  expect(unet.vectors.has('down_blocks.0.attentions.0.transformer_blocks.0.norm2.bias')).toBe(true)
  const text = await found(await theSession('text_encoder', false))
  expect(text.modules.get('text_model.encoder.layers.0.mlp.fc1')?.dims).toEqual([64, 32])
  expect(text.vectors.has('text_model.final_layer_norm.weight')).toBe(true)
})

test('without adapters it computes what it did', async () => {
  const plain = await answer(await theSession('unet', false))
  const session = await theSession('unet', true)
  expect(distance(await answer(session), plain)).toBeLessThan(1e-5)
  expect(session.inputs.map(({ name }) => name)).toEqual(['sample', 'timestep', 'encoder_hidden_states'])
})

test.each(places)('%s: a whole delta and its factors come to the same, and do something', async (name) => {
  const session = await theSession('unet', true)
  const adaptable = await found(session)
  const [out = 0, ...inner] = adaptable.modules.get(name)?.dims ?? []
  const columns = inner.reduce((product, dim) => product * dim, 1)
  const rank = 3
  const down = wave(rank * columns, 0.37)
  const up = wave(out * rank, 0.11).map((value) => value / 20)
  const full = Float32Array.from({ length: out * columns }, (_, i) => {
    const row = Math.floor(i / columns)
    let sum = 0
    for (let r = 0; r < rank; r++) sum += (up[row * rank + r] ?? 0) * (down[r * columns + (i % columns)] ?? 0)
    return sum
  })
  const before = await answer(session)
  const thin = await answer(session, adapterFeeds(adaptable, adapters({ [name]: { rank, down, up } })))
  const whole = await answer(session, adapterFeeds(adaptable, adapters({ [name]: { full } })))
  expect(distance(thin, before)).toBeGreaterThan(1e-3)
  expect(distance(whole, thin)).toBeLessThan(1e-4)
  // A delta that takes the weight away leaves a module that gives its bias alone: the same for any other input of it.
  const nothing = (await adaptable.baseWeight(name)).map((value) => -value)
  const gone = adapterFeeds(adaptable, adapters({ [name]: { full: nothing } }))
  expect(distance(await answer(session, gone), before)).toBeGreaterThan(1e-4)
  expect(distance(await answer(session), before)).toBe(0)
})

test.each([
  'conv_in.bias',
  'mid_block.attentions.0.norm.weight',
  'mid_block.attentions.0.proj_out.bias',
  'up_blocks.0.resnets.0.norm1.bias',
])('%s is added to', async (name) => {
  const session = await theSession('unet', true)
  const adaptable = await found(session)
  const length = adaptable.vectors.get(name)?.length ?? 0
  const by = (value: number) =>
    answer(session, adapterFeeds(adaptable, adapters({}, { [name]: new Float32Array(length).fill(value) })))
  const before = await answer(session)
  expect(distance(await by(0), before)).toBeLessThan(1e-6)
  expect(distance(await by(0.5), before)).toBeGreaterThan(1e-3)
})

test('a small part opens a second session when adapters are met, and rests with both', async () => {
  opened = 0
  const session = await open('unet', false)
  await answer(session)
  const adaptable = await found(session)
  expect(opened).toBe(1)
  await answer(session, adapterFeeds(adaptable, adapters({})))
  await answer(session, adapterFeeds(adaptable, adapters({})))
  expect(opened).toBe(2)
  await session.rest()
  await answer(session)
  expect(opened).toBe(3)
})
