import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { safetyCheckerGraph } from '#test/support/onnx/safety-checker-graph.ts'
import { painterProgram } from '#test/support/painter-program.ts'
import { upscalerGraph } from '#test/support/onnx/upscaler-graph.ts'
import type { RgbPixels } from '#diffusion/contract.ts'
import { createPainter } from '#diffusion/painter/painter.ts'
import { openSession } from '#diffusion/session/session.ts'
import { createUpscaler } from './upscaler.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upscaler-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function written(name: string, graph: Buffer): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, graph)
  return file
}

async function opened(file: string, tile?: number) {
  const session = await openSession(file, { device: { provider: 'cpu', index: 0 } })
  return createUpscaler(file, session, tile)
}

const picture = (width: number, height: number): RgbPixels => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37) % 256),
})
const now = async () => {}

test('a picture becomes twice as large; in tiles, of any size, it is the same picture', async () => {
  const file = await written('2x.onnx', upscalerGraph(2))
  const image = picture(70, 50)
  const whole = await (await opened(file, 128)).upscale(image, now)
  expect([whole.width, whole.height]).toEqual([140, 100])
  // The pixel that the graph makes of the nine at (10, 20).
  const at = (x: number, y: number) => image.data[(y * 70 + x) * 3] ?? NaN
  const nine = [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => at(10 + x, 20 + y)))
  const mean = Math.round(nine.reduce((sum, value) => sum + value, 0) / 9)
  expect(whole.data[(41 * 140 + 21) * 3]).toBe(mean)
  for (const tile of [16, 40]) expect(await (await opened(file, tile)).upscale(image, now)).toEqual(whole)
  const fixed = await opened(await written('fixed.onnx', upscalerGraph(2, 48)))
  expect(await fixed.upscale(image, now)).toEqual(whole)
})

test('float16, and other factors', async () => {
  const half = await opened(await written('half.onnx', upscalerGraph(4, undefined, 'float16')))
  expect(half.factor).toBe(4)
  const grey = { width: 40, height: 24, data: new Uint8Array(40 * 24 * 3).fill(200) }
  const larger = await half.upscale(grey, now)
  expect(larger).toMatchObject({ width: 160, height: 96 })
  expect(new Set(larger.data)).toEqual(new Set([200]))
})

test('what is no upscaler is refused with what one is', async () => {
  const file = await written('checker.onnx', safetyCheckerGraph())
  await expect(opened(file)).rejects.toThrow('is no upscaler')
  await expect(opened(await written('small.onnx', upscalerGraph(2, 32)))).rejects.toThrow('32 pixels')
})

test('through the painter: the factor, the picture, an abort and what is wrong', async () => {
  const painter = createPainter({ device: 'cpu', threads: 1, program: painterProgram })
  try {
    const file = join(folder, '2x.onnx')
    expect(await painter.upscaleFactor(file)).toBe(2)
    expect(await painter.upscale(file, picture(20, 10))).toMatchObject({ width: 40, height: 20 })
    const aborted = AbortSignal.abort(new Error('not wanted'))
    await expect(painter.upscale(file, picture(20, 10), aborted)).rejects.toThrow('not wanted')
    await expect(painter.upscaleFactor(join(folder, 'none.onnx'))).rejects.toMatchObject({
      code: 'bad_model',
    })
  } finally {
    await painter.close()
  }
})
