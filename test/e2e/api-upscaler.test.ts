import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type ApiHouse, openApiHouse } from '#test/support/api/api-house.ts'
import { upscalerGraph } from '#test/support/onnx/upscaler-graph.ts'

let house: ApiHouse
let key: string
let modelsDir: string
beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
  await mkdir(join(modelsDir, 'upscalers'))
  await writeFile(join(modelsDir, 'upscalers', 'blurry.onnx'), upscalerGraph(2))
  house = await openApiHouse({ MODELS_DIR: modelsDir })
  await house.startWorker()
  key = await house.key()
})
afterAll(async () => {
  await house.close()
  await rm(modelsDir, { recursive: true })
})

const size = 64
/** Grey noise, the same each time: what an upscaler makes of it is no resampling. */
const noise = Buffer.from(Array.from({ length: size * size }, (_, i) => (i * 7919) % 251))

async function small(): Promise<string> {
  const png = await sharp(noise, { raw: { width: size, height: size, channels: 1 } })
    .toColourspace('srgb')
    .png()
    .toBuffer()
  return png.toString('base64')
}

async function enlarged(body: object): Promise<{ width: number; data: Buffer; info: string }> {
  const answer = await house.ask(key, '/sdapi/v1/extra-single-image', { json: body })
  expect(answer.status).toBe(200)
  const { image, html_info: info } = z
    .object({ image: z.string(), html_info: z.string() })
    .parse(await answer.json())
  const raw = sharp(Buffer.from(image, 'base64')).removeAlpha().raw()
  const { data, info: seen } = await raw.toBuffer({ resolveWithObject: true })
  return { width: seen.width, data, info }
}

const meanOfNine = (x: number, y: number) => {
  const nine = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => noise[(y + dy) * size + x + dx] ?? NaN))
  return Math.round(nine.reduce((sum, value) => sum + value, 0) / nine.length)
}

test('extra-single-image: an ONNX upscaler is listed, and its picture is what it makes of the one that was sent', async () => {
  const listed = await house.ask(key, '/sdapi/v1/upscalers')
  expect(await listed.json()).toContainEqual(expect.objectContaining({ name: 'blurry', scale: 2 }))
  const { width, data } = await enlarged({ image: await small(), upscaler_1: 'blurry', upscaling_resize: 2 })
  expect(width).toBe(2 * size)
  // One pixel of it: the mean of nine, four times.
  for (const at of [40 * 2 * size + 60, 41 * 2 * size + 61]) expect(data[at * 3]).toBe(meanOfNine(30, 20))
})

test('a factor that is not its own is made of its picture; it counts as a picture, and one that is not there costs nothing', async () => {
  const before = await used()
  const { width } = await enlarged({ image: await small(), upscaler_1: 'Blurry', upscaling_resize: 3 })
  expect(width).toBe(3 * size)
  expect(await used()).toBe(before + 1)
  const unknown = await house.ask(key, '/sdapi/v1/extra-single-image', {
    json: { image: await small(), upscaler_1: 'R-ESRGAN 4x+' },
  })
  expect([unknown.status, await unknown.text()]).toEqual([422, expect.stringContaining('blurry')])
  expect(await used()).toBe(before + 1)
})

async function used(): Promise<number> {
  const answer = await house.ask(key, '/api/quota')
  return z.object({ used: z.number() }).parse(await answer.json()).used
}
