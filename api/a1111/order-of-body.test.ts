import { describe, expect, test } from 'vitest'
import type { ModelFacts } from '#core/model-facts.ts'
import { img2imgBody, txt2imgBody } from './generation-body.ts'
import { hiresPass } from './hires-pass.ts'
import { askedPictures } from './order-of-body.ts'
import type { PaintingWorld } from './painting-world.ts'

const sd15: ModelFacts = {
  name: 'dreamshaper',
  width: 512,
  height: 512,
  steps: 20,
  guidance: 7.5,
  scheduler: 'dpmpp_2m_karras',
  sizeMultiple: 8,
  upscalers: [{ name: 'R-ESRGAN 4x+', factor: 4 }],
}
const small: ModelFacts = { ...sd15, name: 'dragon-mini', width: 128, height: 128, upscalers: [] }
const world: PaintingWorld = {
  models: [sd15, small],
  defaultModel: sd15,
  limits: { mostPixels: 768 * 768, mostSteps: 50 },
  chosen: {},
  randomSeed: () => 7,
}
const asked = (body: object, changed: Partial<PaintingWorld> = {}) =>
  askedPictures(txt2imgBody.parse(body), { ...world, ...changed })

describe('a1111 body to order', () => {
  test('what Open WebUI sends for two pictures', () => {
    const body = { prompt: 'a dragon', batch_size: 2, width: 512, height: 512, steps: 25 }
    expect(asked(body)).toEqual({
      model: sd15,
      pictures: 2,
      notes: [],
      order: { prompt: 'a dragon', model: 'dreamshaper', width: 512, height: 512, seed: 7, steps: 25 },
    })
  })

  test("what SillyTavern sends: its sampler, its schedule, CLIP skip, and nothing of the key in its body's auth", () => {
    const { order, notes } = asked({
      url: 'http://127.0.0.1:3000',
      auth: 'anybody:dw_secret',
      prompt: 'a dragon',
      negative_prompt: 'fog',
      sampler_name: 'DPM++ 2M',
      scheduler: 'karras',
      steps: 20,
      cfg_scale: 7,
      width: 512,
      height: 768,
      restore_faces: false,
      enable_hr: false,
      hr_upscaler: 'Latent',
      hr_scale: 1,
      denoising_strength: 0.7,
      hr_second_pass_steps: 0,
      override_settings: { CLIP_stop_at_last_layers: 2 },
      override_settings_restore_afterwards: true,
      clip_skip: 2,
      save_images: true,
      send_images: true,
    })
    expect(notes).toEqual([])
    expect(order).toEqual({
      prompt: 'a dragon',
      negativePrompt: 'fog',
      model: 'dreamshaper',
      width: 512,
      height: 768,
      seed: 7,
      steps: 20,
      guidance: 7,
      scheduler: 'dpmpp_2m_karras',
      clipSkip: 2,
    })
    expect(JSON.stringify(txt2imgBody.parse({ auth: 'anybody:dw_secret', prompt: '' }))).not.toContain(
      'secret',
    )
  })

  test('what KoboldAI Lite sends: floats for whole numbers, a model by its title', () => {
    const { order, notes } = asked({
      prompt: 'a dragon',
      seed: 12_345,
      sampler_name: 'Euler a',
      batch_size: 1,
      n_iter: 1,
      steps: 20,
      cfg_scale: 7,
      width: 512,
      height: 512,
      eta: 0,
      override_settings: {
        sd_model_checkpoint: 'dragon-mini',
        eta_noise_seed_delta: 0.0,
        CLIP_stop_at_last_layers: 1.0,
        sd_hypernetwork: 'None',
      },
    })
    expect(order).toMatchObject({ model: 'dragon-mini', seed: 12_345, scheduler: 'euler' })
    expect(order).not.toHaveProperty('clipSkip')
    expect(notes).toEqual(['Euler a with eta 0 is Euler, and painted as that'])
  })

  test('numbers come as text, and null is as good as nothing', () => {
    const { order } = asked({ prompt: 'a dragon', steps: '12', seed: null, width: '256', height: 256.0 })
    expect(order).toMatchObject({ steps: 12, seed: 7, width: 256, height: 256 })
  })

  test.each([['NaN'], [[]], [{}], ['many'], [1.5]])('steps of %j are refused', (steps) => {
    expect(txt2imgBody.safeParse({ steps }).success).toBe(false)
  })

  test('what is larger than the caller may have is fitted, and said', () => {
    const { order, notes } = asked({ prompt: 'x', width: 1024, height: 1024, steps: 150 })
    expect(order).toMatchObject({ width: 768, height: 768, steps: 50 })
    expect(notes).toEqual([
      'size 1024x1024 is painted as 768x768',
      '150 steps are more than this key may have: 50 are run',
    ])
  })

  test('the model: of this request, else as the key chose it, else the default; an unknown one is said', () => {
    const model = (body: object, chosen = {}) => asked({ prompt: 'x', ...body }, { chosen }).order.model
    expect(model({ override_settings: { sd_model_checkpoint: 'DragON-mini.safetensors [0123abcd]' } })).toBe(
      'dragon-mini',
    )
    expect(model({}, { sd_model_checkpoint: 'dragon-mini' })).toBe('dragon-mini')
    expect(model({}, { sd_model_checkpoint: 'gone' })).toBe('dreamshaper')
    const unknown = asked({ prompt: 'x', override_settings: { sd_model_checkpoint: 'sdxl' } })
    expect(unknown.order.model).toBe('dreamshaper')
    expect(unknown.notes).toEqual(['sd_model_checkpoint sdxl is not here: painted with dreamshaper'])
  })

  test("samplers: A1111's names of before and after 1.9, a schedule alone, one that we lack, one that nobody knows", () => {
    const of = (body: object) => {
      const { order, notes } = asked({ prompt: 'x', ...body })
      return [order.scheduler, notes]
    }
    expect(of({ sampler_name: 'DPM++ 2M Karras' })).toEqual(['dpmpp_2m_karras', []])
    expect(of({ sampler_index: 'Euler a', scheduler: 'automatic' })).toEqual(['euler_a', []])
    expect(of({ scheduler: 'Uniform' })).toEqual(['dpmpp_2m', []])
    expect(of({ sampler_name: 'Restart' })[0]).toBe('heun')
    expect(of({ sampler_name: 'Wobbly' })).toEqual([
      undefined,
      ['sampler Wobbly is not known: painted with DPM++ 2M Karras'],
    ])
  })

  test('eta: the same sampler with or without noise at each step; other shares are said', () => {
    const of = (sampler_name: string, eta: number) => {
      const { order, notes } = asked({ prompt: 'x', sampler_name, eta })
      return [order.scheduler, ...notes]
    }
    // webuiapi sends 1 with whatever sampler.
    expect(of('Euler a', 1)).toEqual(['euler_a'])
    expect(of('DPM++ 2M Karras', 1)).toEqual(['dpmpp_2m_karras'])
    expect(of('DDIM', 1)).toEqual(['ddpm', 'DDIM with eta 1 is DDPM, and painted as that'])
    expect(of('DDIM', 0)).toEqual(['ddim'])
    expect(of('DPM++ 2M SDE Karras', 0)[0]).toBe('dpmpp_2m_karras')
    expect(of('DDIM', 0.5)).toEqual(['ddim', 'eta 0.5 is ignored: DDIM is painted with 0'])
  })

  test('subseeds are variations', () => {
    const { order } = asked({ prompt: 'x', seed: 3, subseed: 9, subseed_strength: 0.25 })
    expect(order).toMatchObject({ seed: 3, variations: [{ seed: 9, strength: 0.25 }] })
  })

  test('what we lack is said, what is off is not', () => {
    const { notes } = asked({
      prompt: 'x',
      styles: ['oil'],
      tiling: true,
      restore_faces: true,
      script_name: 'X/Y/Z plot',
      refiner_checkpoint: 'sdxl-refiner',
      s_churn: 3,
      s_noise: 1.003,
      override_settings: { sd_vae: 'anime.vae' },
      alwayson_scripts: {
        ADetailer: { args: [{ ad_model: 'face' }] },
        ControlNet: { args: [] },
        reactor: { args: [false] },
        controlnet: { args: [{ enabled: false }] },
      },
    })
    expect(notes).toEqual([
      'styles are ignored: there are none here',
      'restore_faces is ignored',
      'tiling is ignored',
      'script X/Y/Z plot is not run: there are no scripts here',
      'scripts are not run: ADetailer',
      'refiner_checkpoint is ignored',
      's_churn is ignored',
      's_noise is ignored',
      "sd_vae anime.vae is ignored: the VAE is the operator's choice (MODEL_VAE)",
    ])
  })

  test.each([
    [{ batch_size: 0 }, 'batch_size'],
    [{ n_iter: 1000 }, 'batch_size'],
    [{ width: 0 }, 'width'],
    [{ clip_skip: 40 }, 'CLIP_stop_at_last_layers'],
    [{ subseed_strength: 2 }, 'subseed_strength'],
  ])('%j is refused with a sentence', (body, word) => {
    expect(() => asked({ prompt: 'x', ...body })).toThrow(word)
  })

  test('a seed beyond 32 bits is its low 32 bits, as torch takes it', () => {
    expect(asked({ prompt: 'x', seed: 2 ** 32 + 5 }).order.seed).toBe(5)
  })

  test("booleans and numbers of a mask's inversion are one", () => {
    const inverted = (value: unknown) =>
      img2imgBody.parse({ inpainting_mask_invert: value }).inpainting_mask_invert
    expect([true, 1, '1', false, 0].map(inverted)).toEqual([1, 1, 1, 0, 0])
  })
})

describe('enable_hr', () => {
  const pass = (body: object) => {
    const notes: string[] = []
    const read = txt2imgBody.parse({ prompt: 'x', width: 256, height: 256, enable_hr: true, ...body })
    const { order, model } = askedPictures(read, world)
    return { pass: hiresPass(read, order, model, world, (text) => notes.push(text)), notes }
  }

  test('is a second pass at the factor, with its own steps, strength, prompt and sampler', () => {
    const { pass: second, notes } = pass({
      hr_scale: 2,
      hr_upscaler: 'R-ESRGAN 4x+',
      hr_second_pass_steps: 10,
      denoising_strength: 0.4,
      hr_prompt: 'sharp',
      hr_sampler_name: 'Euler',
      hr_scheduler: 'Use same scheduler',
    })
    expect(second).toEqual({
      width: 512,
      height: 512,
      prompt: 'sharp',
      strength: 0.4,
      steps: 10,
      upscaler: 'R-ESRGAN 4x+',
      scheduler: 'euler',
    })
    expect(notes).toEqual([])
  })

  test('goes by one side in proportion, and not beyond what the caller may have', () => {
    expect(pass({ hr_resize_x: 384 }).pass).toMatchObject({ width: 384, height: 384 })
    const far = pass({ hr_scale: 4, hr_upscaler: 'Latent' })
    expect(far.pass).toMatchObject({ width: 768, height: 768 })
    expect(far.notes).toEqual([
      'enable_hr: size 1024x1024 is painted as 768x768',
      'hr_upscaler Latent is not here: the picture is enlarged by resampling',
    ])
  })

  test('that would make nothing larger is ignored, and said', () => {
    const { pass: second, notes } = pass({ hr_scale: 1 })
    expect(second).toBeUndefined()
    expect(notes).toEqual(['enable_hr is ignored: the picture would not become larger'])
  })
})
