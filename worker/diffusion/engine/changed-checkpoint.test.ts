import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assembled } from '#test/support/assembled-checkpoint.ts'
import { retyped } from '#test/support/retyped-safetensors.ts'
import type { PaintRequest } from '#diffusion/contract.ts'
import { createEngine, type Engine } from './engine.ts'

/** Of float32 weights onnxruntime would use the file itself, mapped into memory. */
let before: Buffer
let after: Buffer
let folder: string
let engine: Engine

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changed-'))
  before = retyped(await assembled('checkpoints/f16.safetensors'), () => 'F32')
  after = retyped(await assembled('checkpoints/v-pred.safetensors'), () => 'F32')
  engine = createEngine({ device: 'cpu', threads: 1, warmUp: false })
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true })
})

const requestFor = (model: string): PaintRequest => ({
  model,
  prompt: 'a dragon',
  negativePrompt: '',
  steps: 3,
  guidance: 5,
  width: 64,
  height: 64,
  seed: 1,
  count: 1,
  scheduler: 'euler',
  rng: 'torch',
  clipSkip: 0,
})

/** The final latents, with something done after the first step. */
async function paint(model: string, meanwhile?: () => Promise<void>): Promise<Float32Array> {
  let latents: Float32Array | undefined
  for await (const event of engine.paint(requestFor(model))) {
    if (event.kind === 'progress' && event.step === 1) await meanwhile?.()
    if (event.kind === 'picture') latents = event.latents
  }
  return latents ?? expect.fail('There is no picture.')
}

test(
  'written over while it paints: that picture is the former file’s, the next one the new file’s',
  { timeout: 240_000 },
  async () => {
    const file = join(folder, 'over.safetensors')
    await writeFile(file, after)
    const ofAfter = await paint(file)
    await writeFile(file, before)
    const ofBefore = await paint(file)
    expect(ofAfter).not.toEqual(ofBefore)
    let asked: Promise<unknown> = Promise.resolve()
    const during = await paint(file, async () => {
      await writeFile(file, after)
      // Whoever asks while the former one still paints would get a part of both.
      asked = paint(file).catch((error: unknown) => error)
    })
    expect(during).toEqual(ofBefore)
    const meanwhile = await asked
    if (meanwhile instanceof Error)
      expect(meanwhile.message).toBe(`${file} was changed while it was in use: try again.`)
    else expect(meanwhile).toEqual(ofAfter)
    expect(await paint(file)).toEqual(ofAfter)
  },
)

test.each<[string, (file: string) => Promise<void>, RegExp]>([
  ['cut short', (file) => truncate(file, 1000), /ends within its header/],
  ['removed', (file) => rm(file), /^There is no model at /],
  [
    'filled with zeros',
    (file) => writeFile(file, Buffer.alloc(before.length)),
    /has a header that is not JSON/,
  ],
])(
  '%s while it paints: the picture is finished, the next request hears why not',
  async (_, change, reason) => {
    const file = join(folder, 'lost.safetensors')
    await writeFile(file, before)
    const whole = await paint(file)
    expect(await paint(file, () => change(file))).toEqual(whole)
    await expect(paint(file)).rejects.toThrow(reason)
  },
)
