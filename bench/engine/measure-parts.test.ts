import { expect, test } from 'vitest'
import { benchRequest } from './bench-request.ts'
import { measureOverhead } from './measure-overhead.ts'
import { gaps, measureParts } from './measure-parts.ts'

const tinyModel = 'test/fixtures/diffusers/model'

test('one picture by parts', async () => {
  const request = benchRequest(tinyModel, { width: 32, height: 32, steps: 5 })
  const measured = await measureParts('cpu', 1, request)
  const { textEncoderSeconds, unetSeconds, vaeDecoderSeconds, totalSeconds } = measured
  for (const part of [textEncoderSeconds, unetSeconds, vaeDecoderSeconds]) expect(part).toBeGreaterThan(0)
  expect(textEncoderSeconds + unetSeconds + vaeDecoderSeconds).toBeLessThanOrEqual(totalSeconds)
  expect(measured.ownMsPerStep).toBeLessThan(measured.msPerStep)
})

test('our own work is measured without the UNet, and crossing processes as a difference', async () => {
  const { alone, withNoise, together, crossingMs } = await measureOverhead(tinyModel, {
    between: 5,
    crossing: 10,
  })
  expect(alone.p50).toBeGreaterThan(0)
  expect(withNoise.p50).toBeGreaterThan(0)
  expect(together.p50).toBeGreaterThan(0)
  expect(Number.isFinite(crossingMs)).toBe(true)
})

test('gaps are what lies between runs', () => {
  const run = (start: number, end: number) => ({ part: 'unet', start, end, cpuMs: 1 })
  expect(gaps([run(0, 10), run(13, 20), run(20, 21)])).toEqual([3, 0])
})
