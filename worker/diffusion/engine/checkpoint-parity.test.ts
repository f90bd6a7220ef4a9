import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { assembled } from '#test/support/assembled-checkpoint.ts'
import { caseRequest, checkpointCases, distanceFrom } from '#test/support/checkpoint-cases.ts'
import { retyped } from '#test/support/retyped-safetensors.ts'
import type { PaintRequest } from '#diffusion/contract.ts'
import { halfModel } from '#diffusion/session/half-graph.ts'
import { openSession } from '#diffusion/session/session.ts'
import { createEngine } from './engine.ts'

const agreement = 1e-3
const folder = await mkdtemp(join(tmpdir(), 'checkpoints-'))
const engine = createEngine({ device: 'cpu', threads: 1, warmUp: false })
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true })
})

const files = new Map<string, Promise<string>>()
/** The file of a fixture, made once. */
function fileOf(name: string): Promise<string> {
  const file = files.get(name) ?? write(name)
  files.set(name, file)
  return file
}

async function write(name: string, bytes?: Buffer): Promise<string> {
  const path = join(folder, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes ?? (await assembled(name)))
  return path
}

async function latentsOf(request: PaintRequest): Promise<Float32Array[]> {
  const latents: Float32Array[] = []
  for await (const event of engine.paint(request)) if (event.kind === 'picture') latents.push(event.latents)
  return latents
}

const cases = await checkpointCases('checkpoints')
test('there are cases', () => {
  expect(cases.length).toBeGreaterThan(10)
})

test.each(cases)('$id', { timeout: 120_000 }, async (golden) => {
  const vae = golden.vae === undefined ? undefined : await fileOf(golden.vae)
  const request = await caseRequest(golden, await fileOf(golden.checkpoint ?? ''), vae)
  expect(await distanceFrom(golden, await latentsOf(request))).toBeLessThanOrEqual(agreement)
})

const [f16Case = cases[0]] = cases.filter(({ id }) => id === 'f16-0')
if (!f16Case) throw new Error('The case f16-0 is gone.')

test(
  'a UNet in float16, as GPUs compute it, paints the same but for its last digits',
  { timeout: 120_000 },
  async () => {
    const halved: string[] = []
    const half = createEngine({
      device: 'cpu',
      threads: 1,
      warmUp: false,
      openSession(file, given) {
        if (!given.halvable || !given.graph) return openSession(file, given)
        halved.push(given.part ?? '')
        return openSession(file, { ...given, graph: halfModel(given.graph) })
      },
    })
    const request = await caseRequest(f16Case, await fileOf(f16Case.checkpoint ?? ''))
    const latents: Float32Array[] = []
    for await (const event of half.paint(request)) if (event.kind === 'picture') latents.push(event.latents)
    await half.close()
    expect(halved).toEqual(['unet'])
    const off = await distanceFrom(f16Case, latents)
    expect(off).toBeLessThanOrEqual(1e-2)
    // It is not the same arithmetic.
    expect(off).toBeGreaterThan(1e-4)
  },
)

test(
  'the same values as float32 and float64 in one file give the same picture',
  { timeout: 120_000 },
  async () => {
    const wide = retyped(await assembled('checkpoints/f16.safetensors'), (name) =>
      name.length % 3 === 0 ? 'F64' : 'F32',
    )
    const request = await caseRequest(f16Case, await write('wide.safetensors', wide))
    expect(await distanceFrom(f16Case, await latentsOf(request))).toBeLessThanOrEqual(agreement)
  },
)

test('bfloat16 is read as what it is', { timeout: 120_000 }, async () => {
  const narrow = retyped(await assembled('checkpoints/f16.safetensors'), () => 'BF16')
  const same = retyped(narrow, () => 'F32')
  const [a = new Float32Array(), b] = await Promise.all(
    [narrow, same].map(async (bytes, i) => {
      const request = await caseRequest(f16Case, await write(`bf16-${i}.safetensors`, bytes))
      return (await latentsOf({ ...request, steps: 2 }))[0]
    }),
  )
  expect(a.length).toBeGreaterThan(0)
  expect(b).toEqual(a)
})

test('sizes are multiples of 8', { timeout: 120_000 }, async () => {
  const request = await caseRequest(f16Case, await fileOf('checkpoints/f16.safetensors'))
  const [latents] = await latentsOf({ ...request, width: 72, height: 136, steps: 1 })
  expect(latents?.length).toBe((4 * 72 * 136) / 64)
})

test('a checkpoint for inpainting says what it wants', async () => {
  const request = await caseRequest(f16Case, await fileOf('checkpoints/inpaint.safetensors'))
  await expect(latentsOf(request)).rejects.toThrow(/inpaint.*a picture and a mask/)
})

test('a checkpoint that was replaced is another model', { timeout: 120_000 }, async () => {
  const path = await write('replaced.safetensors', await assembled('checkpoints/f16.safetensors'))
  const request = { ...(await caseRequest(f16Case, path)), steps: 1 }
  const before = await latentsOf(request)
  await rm(path)
  await write('replaced.safetensors', await assembled('checkpoints/v-pred.safetensors'))
  expect(await latentsOf(request)).not.toEqual(before)
  await rm(path)
  await expect(latentsOf(request)).rejects.toThrow(`There is no model at ${path}.`)
})
