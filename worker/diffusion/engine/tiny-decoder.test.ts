import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PaintEvent, PaintRequest, Picture, Progress } from '#diffusion/contract.ts'
import { createVaeDecoder } from '#diffusion/networks/vae-decoder.ts'
import { readNpy } from '#diffusion/npy.ts'
import { cpu } from '#diffusion/session/device.ts'
import { openSession, type OpenSession } from '#diffusion/session/session.ts'
import { createEngine, type Engine } from './engine.ts'

const fixture = 'test/fixtures/tiny-decoder'
let folder: string
let engine: Engine
/** Pixels that each decoder was asked for. */
let decoded: { part: string; width: number }[] = []
const watching: OpenSession = async (file, options) => {
  const session = await openSession(file, options)
  const part = basename(dirname(file))
  if (!part.startsWith('vae_decoder')) return session
  return {
    ...session,
    run(feeds, outputs) {
      decoded.push({ part, width: (feeds['latent_sample']?.dims[3] ?? 0) * 8 })
      return session.run(feeds, outputs)
    },
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiny-decoder-'))
  await cp('test/fixtures/diffusers/model', folder, { recursive: true })
  await cp(`${fixture}/vae_decoder_tiny`, join(folder, 'vae_decoder_tiny'), { recursive: true })
  engine = createEngine({ device: 'cpu', threads: 1, openSession: watching })
  await engine.open(folder)
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true })
})

async function paint(changes: Partial<PaintRequest>): Promise<PaintEvent[]> {
  const request: PaintRequest = {
    model: folder,
    prompt: 'a red dragon',
    negativePrompt: '',
    steps: 8,
    guidance: 5,
    width: 64,
    height: 64,
    seed: 42,
    count: 1,
    scheduler: 'dpmpp_2m_karras',
    rng: 'torch',
    clipSkip: 0,
  }
  decoded = []
  const events: PaintEvent[] = []
  for await (const event of engine.paint({ ...request, ...changes })) events.push(event)
  return events
}
const picturesOf = (events: PaintEvent[]) =>
  events.filter((event): event is Picture => event.kind === 'picture')
const previewsOf = (events: PaintEvent[]) =>
  events
    .filter((event): event is Progress => event.kind === 'progress')
    .flatMap(({ preview = [] }) => preview)

test("latents become diffusers' picture: AutoencoderTiny takes them as they are, and clamps them", async () => {
  const session = await openSession(`${fixture}/vae_decoder_tiny/model.onnx`, { device: cpu, threads: 1 })
  const latents = readNpy(await readFile(`${fixture}/latents.npy`))
  const { data, width, height } = await createVaeDecoder(session, 1).decode(latents.data, 8, 12)
  await session.release()
  // uint8 [64, 96, 3] behind a header of 128 bytes.
  const expected = (await readFile(`${fixture}/picture.npy`)).subarray(128)
  expect({ width, height, length: data.length }).toEqual({ width: 96, height: 64, length: expected.length })
  const apart = data.map((value, i) => Math.abs(value - (expected[i] ?? NaN)))
  expect(Math.max(...apart)).toBeLessThanOrEqual(1)
})

test('a draft is decoded by it, exact and fast are not', async () => {
  const [draft] = picturesOf(await paint({ speed: 'draft' }))
  expect(decoded).toEqual([{ part: 'vae_decoder_tiny', width: 64 }])
  expect(draft?.pixels).toMatchObject({ width: 64, height: 64 })
  for (const speed of ['exact', 'fast'] as const) {
    await paint({ speed })
    expect(decoded).toEqual([{ part: 'vae_decoder', width: 64 }])
  }
})

test('previews show what it makes of the picture behind the noise, in small where the picture is large', async () => {
  const events = await paint({ width: 512, height: 384, steps: 2, previewEveryMs: 0 })
  const previews = previewsOf(events)
  expect(previews[0]).toMatchObject({ width: 256, height: 192 })
  const small = previewsOf(await paint({ steps: 8, previewEveryMs: 0, count: 2 }))
  expect(small[0]).toMatchObject({ width: 64, height: 64 })
  expect(small.length % 2).toBe(0)
  expect(decoded.filter(({ part }) => part === 'vae_decoder')).toHaveLength(2)
})

test('without previews a picture needs it only as a draft', async () => {
  expect(previewsOf(await paint({}))).toEqual([])
  expect(decoded).toHaveLength(1)
})
