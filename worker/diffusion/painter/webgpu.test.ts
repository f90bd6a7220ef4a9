import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Paint, PaintRequest, Picture } from '#diffusion/contract.ts'
import { createPainter, type Painter } from './painter.ts'
import { painterProgram } from '#test/support/painter-program.ts'
import { unpackSwiftshader } from '#test/support/swiftshader.ts'

// SwiftShader compiles every shader for seconds, so the pictures are as small as they can be.
const side = 32
const request: PaintRequest = {
  model: 'test/fixtures/diffusers/model',
  prompt: 'a red dragon',
  negativePrompt: '',
  steps: 1,
  guidance: 7.5,
  width: side,
  height: side,
  seed: 42,
  count: 1,
  scheduler: 'euler',
  rng: 'torch',
  clipSkip: 0,
}
const pixels = {
  width: side,
  height: side,
  data: Uint8Array.from({ length: side * side * 3 }, (_, i) => i % 251),
}
const requests: Record<string, PaintRequest> = {
  'text to image': request,
  'image to image': { ...request, seed: 7, steps: 2, start: { pixels, strength: 0.5 } },
  'a batch of two': { ...request, seed: 11, count: 2 },
}

const driver = unpackSwiftshader()
const keptIn = await mkdtemp(join(tmpdir(), 'webgpu-test-'))
const painters: Painter[] = []
afterAll(async () => {
  for (const painter of painters) await painter.close()
  await rm(keptIn, { recursive: true })
  if (!('reason' in driver)) await rm(driver.folder, { recursive: true })
})

test(
  'WebGPU paints what the CPU paints, by a GPU without float16',
  { timeout: 600_000 },
  async ({ skip }) => {
    if ('reason' in driver) skip(driver.reason)
    const said: string[] = []
    const gpu = createPainter({
      device: 'webgpu',
      program: painterProgram,
      keptIn,
      warmUp: false,
      say: (sentence) => said.push(sentence),
      ...('env' in driver && { env: driver.env }),
    })
    const cpu = createPainter({ device: 'cpu', threads: 1, program: painterProgram, warmUp: false })
    painters.push(gpu, cpu)
    const onGpu = await paintAll(gpu.paint)
    const onCpu = await paintAll(cpu.paint)
    // Every part ran where it was asked to.
    expect(said).toEqual([])
    for (const [name, pictures] of onGpu) {
      const expected = onCpu.get(name) ?? []
      expect(pictures).toHaveLength(requests[name]?.count ?? 0)
      for (const [index, { latents, pixels }] of pictures.entries()) {
        const reference = expected[index]
        if (!reference) throw new Error(`The CPU has no picture ${index} of ${name}.`)
        expect(largestDifference(latents, reference.latents) / deviation(reference.latents)).toBeLessThan(
          1e-3,
        )
        expect(largestDifference(pixels.data, reference.pixels.data)).toBeLessThanOrEqual(3)
      }
    }
  },
)

/** All at once, as people ask: they share runs. */
async function paintAll(paint: Paint): Promise<Map<string, Picture[]>> {
  const painted = Object.entries(requests).map(async ([name, asked]) => {
    const pictures: Picture[] = []
    for await (const event of paint(asked)) if (event.kind === 'picture') pictures.push(event)
    return [name, pictures] as const
  })
  return new Map(await Promise.all(painted))
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))).reduce(
    (most, value) => Math.max(most, value),
    0,
  )
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}
