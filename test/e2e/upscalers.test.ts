import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '#test/support/house.ts'
import { upscalerGraph } from '#test/support/onnx/upscaler-graph.ts'
import { isDone, type Person, type SeenMessage, settingsUnder } from '#test/support/seen.ts'

let house: House
let anna: Person
let modelsDir: string
let worker: Awaited<ReturnType<House['startWorker']>>
beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
  await mkdir(join(modelsDir, 'upscalers'))
  await writeFile(join(modelsDir, 'upscalers', 'blurry.onnx'), upscalerGraph(2))
  await writeFile(join(modelsDir, 'upscalers', 'broken.onnx'), 'not a graph')
  house = await openHouse({ MODELS_DIR: modelsDir })
  worker = await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
})
afterAll(async () => {
  await house.close()
  await rm(modelsDir, { recursive: true })
})

async function pixels(message: SeenMessage) {
  const png = await anna.download(message.images[0]?.url ?? '')
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}
const entries = (message: SeenMessage) =>
  message.selects.flatMap((select) => ('options' in select ? select.options.map(({ label }) => label) : []))

test('an upscaler in the models’ folder is in the menu; its picture is what it makes, and can be painted over', async () => {
  const small = { prompt: 'a dragon', size: '64x64', steps: 2, count: 2 }
  const grid = await (await anna.slash(house.channel, 'imagine', small)).reply(isDone, 60_000)
  const single = await (await anna.press(grid, 'U1')).reply(isDone)
  expect(entries(single).at(-1)).toBe('Upscale with blurry')
  expect(entries(single).join()).not.toContain('broken')

  const upscaled = await (await anna.select(single, 'More…', 'Upscale with blurry')).reply(isDone, 60_000)
  expect(settingsUnder(upscaled)).toContain('upscaled with blurry')
  const [from, to] = [await pixels(single), await pixels(upscaled)]
  expect([to.width, to.height]).toEqual([128, 128])
  // One pixel of it: the mean of nine, four times.
  const red = (x: number, y: number) => from.data[(y * 64 + x) * 3] ?? NaN
  const nine = [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => red(30 + x, 20 + y)))
  const mean = Math.round(nine.reduce((sum, value) => sum + value, 0) / 9)
  for (const at of [40 * 128 + 60, 41 * 128 + 61]) expect(to.data[at * 3]).toBe(mean)

  const same = await (await anna.press(upscaled, 'Same seed')).reply(isDone, 60_000)
  expect(same.content).toContain('identical')
  const rerolled = await pixels(await (await anna.press(upscaled, 'Reroll')).reply(isDone, 60_000))
  expect(rerolled.width).toBe(128)
  expect(rerolled.data.equals(to.data)).toBe(false)

  await worker.close()
  await rm(join(modelsDir, 'upscalers'), { recursive: true })
  await house.startWorker()
  // By another person: the same one choosing the same entry again so soon would mean one press.
  const ben = house.person('ben')
  const refusal = await (await ben.select(single, 'More…', 'Upscale with blurry')).reply()
  expect(refusal).toMatchObject({ ephemeral: true, content: expect.stringContaining('No painter has') })
})
