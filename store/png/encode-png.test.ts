import sharp from 'sharp'
import { expect, test } from 'vitest'
import { encodePng, readPngParameters } from './encode-png.ts'
import { parseParametersText } from '#store/settings/a1111.ts'
import { parametersText, samplerOf, type PictureParameters } from './parameters-text.ts'

const parameters: PictureParameters = {
  prompt: 'a red dragon, golden hour',
  negativePrompt: 'blurry, text',
  steps: 20,
  sampler: 'DPM++ 2M',
  scheduleType: 'Karras',
  guidance: 7.5,
  seed: 42,
  width: 512,
  height: 512,
  modelHash: '6ce0161689',
  model: 'v1-5-pruned-emaonly',
}
const pixels = { width: 8, height: 8, data: Uint8Array.from({ length: 192 }, (_, i) => i) }

test('the text is what A1111 writes', () => {
  expect(parametersText(parameters)).toBe(
    'a red dragon, golden hour\n' +
      'Negative prompt: blurry, text\n' +
      'Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.5, Seed: 42, Size: 512x512, ' +
      'Model hash: 6ce0161689, Model: v1-5-pruned-emaonly',
  )
})

test('what of the work was done is told with a speed, and not where all of it was', () => {
  const unetRuns = { run: 19, full: 40 }
  expect(parametersText({ ...parameters, speed: 'fast', unetRuns })).toMatch(
    /Speed: fast, UNet runs: 19 of 40$/,
  )
  expect(parametersText({ ...parameters, speed: 'exact', unetRuns })).toBe(parametersText(parameters))
})

test('without a negative prompt there is no line for it; what was not set is not told', () => {
  expect(parametersText({ ...parameters, negativePrompt: '' })).not.toContain('Negative')
})

test.each([
  ['Latin-1', 'café at dawn', 'tEXt'],
  ['other scripts', '猫が窓辺で眠っている 🐈', 'iTXt'],
])('%s survive in a PNG as %s', async (_, prompt, chunk) => {
  const png = await encodePng(pixels, { parametersText: parametersText({ ...parameters, prompt }) })
  expect(png.includes(chunk)).toBe(true)
  expect(parseParametersText(readPngParameters(png) ?? '')).toMatchObject({
    prompt,
    negativePrompt: 'blurry, text',
    settings: { Seed: '42', Sampler: 'DPM++ 2M', 'Schedule type': 'Karras', Size: '512x512' },
  })
})

test('the pixels are unchanged and every other reader takes the file', async () => {
  const png = await encodePng(pixels, { parametersText: parametersText(parameters) })
  expect(new Uint8Array(await sharp(png).removeAlpha().raw().toBuffer())).toEqual(pixels.data)
})

test('the picture is marked as generated', async () => {
  const { xmp } = await sharp(await encodePng(pixels, { parametersText: '' })).metadata()
  expect(xmp?.toString()).toContain('digitalsourcetype/trainedAlgorithmicMedia')
})

test('values that hold commas are quoted and come back whole', () => {
  const text = parametersText({ ...parameters, model: 'dreams, v2: "final"' })
  expect(parseParametersText(text).settings['Model']).toBe('dreams, v2: "final"')
})

test('prompts of several lines, and texts of nothing but a prompt, are read', () => {
  const prompt = 'a castle\nlight: warm'
  expect(parseParametersText(parametersText({ ...parameters, prompt })).prompt).toBe(prompt)
  expect(parseParametersText(prompt)).toEqual({ prompt, negativePrompt: '', settings: {} })
})

test('what is no PNG, or a broken one, has no parameters', async () => {
  expect(readPngParameters(Buffer.from('hello'))).toBeUndefined()
  const png = await encodePng(pixels, { parametersText: parametersText(parameters) })
  expect(readPngParameters(png.subarray(0, 60))).toBeUndefined()
})

test('a scheduler is named as A1111 names it', () => {
  expect(samplerOf('DPM++ 2M SDE Karras')).toEqual({ sampler: 'DPM++ 2M SDE', scheduleType: 'Karras' })
  expect(samplerOf('Euler a')).toEqual({ sampler: 'Euler a' })
})
