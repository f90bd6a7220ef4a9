import { describe, expect, test } from 'vitest'
import type { ModelFacts } from '#core/model-facts.ts'
import { imageBody } from './image-body.ts'
import { askedImages } from './order-of-image-body.ts'

const model: ModelFacts = {
  name: 'dragon-mini',
  width: 128,
  height: 128,
  steps: 8,
  guidance: 4,
  scheduler: 'euler_a',
  sizeMultiple: 16,
}
const world = {
  models: [model],
  defaultModel: model,
  limits: { mostPixels: 512 * 512, mostSteps: 50 },
  randomSeed: () => 7,
}
const asked = (body: object) => askedImages(imageBody.parse(body), world)

describe("OpenAI's body to an order", () => {
  test('a prompt is enough', () => {
    expect(asked({ prompt: 'a dragon' })).toEqual({
      pictures: 1,
      notes: [],
      order: { prompt: 'a dragon', model: 'dragon-mini', seed: 7 },
    })
  })

  test('what KoboldAI Lite sends: a model of OpenAI, and a size that is too large here', () => {
    const body = { model: 'dall-e-3', prompt: 'x', n: 1, size: '1024x1024', response_format: 'b64_json' }
    expect(asked(body)).toEqual({
      pictures: 1,
      notes: ['model dall-e-3 is not here: painted with dragon-mini', 'size 1024x1024 is painted as 512x512'],
      order: { prompt: 'x', model: 'dragon-mini', width: 512, height: 512, seed: 7 },
    })
  })

  test("what LibreChat sends: everything on auto, and OpenAI's own words", () => {
    const { order, notes } = asked({
      model: 'dragon-mini',
      prompt: 'x',
      n: 1,
      background: 'auto',
      output_format: 'png',
      quality: 'auto',
      size: 'auto',
    })
    expect(order).toEqual({ prompt: 'x', model: 'dragon-mini', seed: 7 })
    expect(notes).toEqual([])
  })

  test('a form has numbers as text, and OpenAI has null for nothing', () => {
    const { order, pictures } = asked({
      prompt: 'x',
      n: '3',
      seed: '12',
      steps: '5',
      guidance: '2.5',
      size: null,
    })
    expect({ order, pictures }).toEqual({
      pictures: 3,
      order: { prompt: 'x', model: 'dragon-mini', seed: 12, steps: 5, guidance: 2.5 },
    })
  })

  test('our own fields', () => {
    const { order } = asked({
      prompt: 'x',
      negative_prompt: 'fog',
      lora: ['ink:0.5', { name: 'gold' }],
      speed: 'fast',
      scheduler: 'DPM++ 2M Karras',
    })
    expect(order).toMatchObject({
      negativePrompt: 'fog',
      loras: [{ name: 'ink', weight: 0.5 }, { name: 'gold' }],
      speed: 'fast',
      scheduler: 'dpmpp_2m_karras',
    })
    expect(asked({ prompt: 'x', lora: 'ink' }).order.loras).toEqual([{ name: 'ink' }])
  })

  test.each([
    [{ n: 11 }, 'n'],
    [{ n: 0 }, 'n'],
    [{ partial_images: 4 }, 'partial_images'],
    [{ output_format: 'gif' }, 'output_format'],
    [{ response_format: 'png' }, 'response_format'],
    [{ stream: 'perhaps' }, 'stream'],
    [{ prompt: 3 }, 'prompt'],
  ])('%j is refused by its name', (body, name) => {
    const read = imageBody.safeParse({ prompt: 'x', ...body })
    expect(read.error?.issues[0]?.path).toEqual([name])
  })

  test('a size that is none is refused with a sentence', () => {
    expect(() => asked({ prompt: 'x', size: 'large' })).toThrow(
      'size is "auto" or WIDTHxHEIGHT in pixels, such as 128x128.',
    )
  })
})
