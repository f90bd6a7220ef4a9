import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Trial } from '#diffusion/engine/trial.ts'
import { PaintError } from '#diffusion/errors.ts'
import { ownProcess } from '#process/own-process.ts'
import { chooseDevice, type ChooseOptions } from './choose-device.ts'

const model = { path: 'test/fixtures/diffusers/model' }
const answer: Trial = {
  stepSeconds: 1,
  hiddenStates: Float32Array.from({ length: 100 }, (_, i) => Math.sin(i)),
  noise: Float32Array.from({ length: 100 }, (_, i) => Math.cos(i)),
  pixels: Uint8Array.from({ length: 100 }, (_, i) => i),
  float16: false,
}

let keptIn: string
let said: string[]
let tried: string[]
beforeEach(async () => {
  keptIn = await mkdtemp(join(tmpdir(), 'choices-'))
  said = []
  tried = []
})
afterEach(() => rm(keptIn, { recursive: true }))

function choose(answers: Record<string, Trial | Error>, options: Partial<ChooseOptions> = {}) {
  return chooseDevice({
    model,
    keptIn,
    say: (sentence) => said.push(sentence),
    candidates: Object.keys(answers).filter((device) => device !== 'cpu' && !device.includes(' ')),
    async tryDevice(device, float32) {
      const name = float32 ? `${device} in float32` : device
      tried.push(name)
      const found = answers[name]
      if (found instanceof Error || !found) throw found ?? new Error('not expected')
      return found
    },
    ...options,
  })
}

test('the fastest is taken, and is known the next time', async () => {
  const answers = {
    cuda: { ...answer, stepSeconds: 0.2 },
    webgpu: { ...answer, stepSeconds: 0.1 },
    cpu: answer,
  }
  expect((await choose(answers)).device).toBe('webgpu')
  expect(tried).toEqual(['cuda', 'webgpu', 'cpu'])
  const again = await choose(answers)
  expect(again.tried.map(({ stepSeconds }) => stepSeconds)).toEqual([0.2, 0.1, 1])
  expect(tried).toHaveLength(3)
})

test('another model, candidate or driver is tried anew', async () => {
  const answers = { webgpu: { ...answer, stepSeconds: 0.1 }, cpu: answer }
  await choose(answers)
  await choose(answers, { model: { path: 'models/dragon-mini' } })
  await choose({ cuda: answer, ...answers })
  await choose(answers, { env: { VK_ICD_FILENAMES: 'package.json' } })
  expect(tried.filter((device) => device === 'cpu')).toHaveLength(process.platform === 'linux' ? 4 : 3)
})

test.each([
  ['crashes', new PaintError('painter_lost', 'It stopped (SIGSEGV).'), /SIGSEGV/],
  ['can’t be had', new PaintError('device', 'WebGPU finds no GPU here.'), /no GPU/],
  [
    'is off',
    { ...answer, stepSeconds: 0.1, noise: answer.noise.map((value) => value * 1.05) },
    /UNet is off by/,
  ],
  ['gives NaN', { ...answer, stepSeconds: 0.1, noise: answer.noise.map(() => NaN) }, /UNet gives no numbers/],
  [
    'paints otherwise',
    { ...answer, stepSeconds: 0.1, pixels: answer.pixels.map((value) => value + 4) },
    /4 of 255/,
  ],
])('a device that %s is not taken, and that is said once', async (_, trial, reason) => {
  const answers = { webgpu: trial, cuda: { ...answer, stepSeconds: 0.5 }, cpu: answer }
  expect((await choose(answers)).device).toBe('cuda')
  await choose(answers)
  expect(said.filter((sentence) => reason.test(sentence))).toHaveLength(1)
})

test('a GPU that is too far off in float16 is tried in float32, which is told and remembered', async () => {
  const half = {
    ...answer,
    float16: true,
    stepSeconds: 0.05,
    noise: answer.noise.map((value) => value * 1.05),
  }
  const answers = { webgpu: half, 'webgpu in float32': { ...answer, stepSeconds: 0.1 }, cpu: answer }
  expect(await choose(answers)).toMatchObject({ device: 'webgpu', float32: true })
  expect(tried).toEqual(['webgpu', 'cpu', 'webgpu in float32'])
  expect(said.at(-1)).toMatch(/^webgpu is not taken in float16: its UNet is off by /)
  expect(await choose(answers)).toMatchObject({ device: 'webgpu', float32: true })
  expect(tried).toHaveLength(3)
  expect(said).toHaveLength(2)
})

test('a GPU that is wrong in float32, too, or has no float16, is left to the CPU', async () => {
  const wrong = {
    ...answer,
    float16: true,
    stepSeconds: 0.05,
    noise: answer.noise.map((value) => value * 1.05),
  }
  const answers = { webgpu: wrong, 'webgpu in float32': { ...wrong, float16: false }, cpu: answer }
  expect(await choose(answers)).toMatchObject({ device: 'cpu' })
  expect(said.filter((sentence) => sentence.startsWith('webgpu is not taken in float32: '))).toHaveLength(1)
  tried = []
  await choose({ cuda: { ...wrong, float16: false }, cpu: answer })
  expect(tried).toEqual(['cuda', 'cpu'])
})

test('a GPU that is hardly faster is left alone', async () => {
  expect((await choose({ webgpu: { ...answer, stepSeconds: 0.95 }, cpu: answer })).device).toBe('cpu')
})

test('a graph that is for a GPU alone has nothing to be compared with', async () => {
  const refused = new PaintError('bad_model', 'unet.onnx holds operations that cpu can’t run.')
  expect((await choose({ cuda: answer, cpu: refused })).device).toBe('cuda')
})

test('a bug in the trial is no reason against a device', async () => {
  await expect(choose({ webgpu: new TypeError('oops'), cpu: answer })).rejects.toThrow('oops')
})

test('on a machine without a GPU nothing is tried', async () => {
  const choice = await choose({}, { candidates: [] })
  expect(choice).toEqual({ device: 'cpu', tried: [] })
  expect(tried).toEqual([])
})

test('a device that ends its process or can’t be had is not taken, for real', async () => {
  const choice = await chooseDevice({
    model,
    keptIn,
    say: (sentence) => said.push(sentence),
    // No system has both.
    candidates: ['dml', 'coreml'].filter(
      (device) => device !== (process.platform === 'win32' ? 'dml' : 'coreml'),
    ),
  })
  expect(choice.device).toBe('cpu')
  expect(choice.tried[0]?.refused).toMatch(/not for this system/)
})

test('a device that does not get ready in time is not taken', async () => {
  const choice = await chooseDevice({
    model,
    keptIn,
    say: (sentence) => said.push(sentence),
    candidates: ['webgpu'],
    trialMs: 4000,
    program: ownProcess('test/support/processes/gated-painter'),
    env: { ...process.env, PAINTER_GATE: join(keptIn, 'never there') },
  })
  expect(choice.device).toBe('cpu')
  expect(said.at(-1)).toMatch(/^webgpu is not taken: It was not ready to paint within 4 s, and still /)
})
