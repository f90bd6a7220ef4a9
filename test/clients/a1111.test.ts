import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Installation, startInstallation } from './installation.ts'

let installation: Installation
beforeAll(async () => {
  installation = await startInstallation()
}, 120_000)
afterAll(async () => installation.end())

/** As A1111's clients sign: HTTP Basic, any name, the key as password. */
function authorization(): string {
  return `Basic ${Buffer.from(`anybody:${installation.key}`).toString('base64')}`
}

async function get(path: string): Promise<unknown> {
  const answer = await fetch(`${installation.url}/sdapi/v1/${path}`, {
    headers: { authorization: authorization() },
  })
  expect(answer.status).toBe(200)
  return answer.json()
}

async function send(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${installation.url}/sdapi/v1/${path}`, {
    method: 'POST',
    headers: { authorization: authorization(), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.json() }
}

const paintedSchema = z.object({
  images: z.array(z.string()),
  parameters: z.record(z.string(), z.unknown()),
  info: z.string().transform((text) =>
    z
      .looseObject({
        seed: z.number(),
        all_seeds: z.array(z.number()),
        infotexts: z.array(z.string()),
        width: z.number(),
        height: z.number(),
        notes: z.array(z.string()),
      })
      .parse(JSON.parse(text)),
  ),
})

async function paint(path: 'txt2img' | 'img2img', body: object) {
  const answer = await send(path, body)
  expect(answer).toMatchObject({ status: 200 })
  return paintedSchema.parse(answer.body)
}

const sizeOf = async (b64: string | undefined) => {
  const { width, height } = await sharp(Buffer.from(b64 ?? '', 'base64')).metadata()
  return { width, height }
}

const prompt = 'a red dragon above snowy mountains'
const quick = { prompt, steps: 4, width: 128, height: 128, seed: 42 }

describe('Open WebUI', () => {
  test('asks for the options, lists models by title, chooses one by posting all options back, and paints', async () => {
    const options = z.looseObject({ sd_model_checkpoint: z.string() }).parse(await get('options'))
    const models = z
      .array(z.object({ title: z.string(), model_name: z.string() }))
      .parse(await get('sd-models'))
    expect(models.map(({ title }) => title)).toContain(options.sd_model_checkpoint)
    const other = models.find(({ title }) => title !== options.sd_model_checkpoint) ?? models[0]
    const chosen = await send('options', { ...options, sd_model_checkpoint: other?.title })
    expect(chosen).toEqual({ status: 200, body: null })
    expect(await get('options')).toMatchObject({ sd_model_checkpoint: other?.title })
    const { images, info } = await paint('txt2img', {
      prompt,
      batch_size: 2,
      width: 128,
      height: 128,
      steps: 4,
    })
    expect(images).toHaveLength(2)
    expect(info['sd_model_name']).toBe(other?.title)
    expect(await send('options', { sd_model_checkpoint: options.sd_model_checkpoint })).toMatchObject({
      status: 200,
    })
  })
})

describe('SillyTavern', () => {
  test('pings, reads its lists, and paints with everything that it always sends', async () => {
    const names = async (path: string) => z.array(z.looseObject({ name: z.string() })).parse(await get(path))
    const [samplers, schedulers, upscalers, latent] = [
      await names('samplers'),
      await names('schedulers'),
      await names('upscalers'),
      await names('latent-upscale-modes'),
    ]
    expect(samplers.map(({ name }) => name)).toContain('DPM++ 2M')
    expect(schedulers.map(({ name }) => name)).toContain('karras')
    expect(upscalers[0]?.name).toBe('None')
    expect(latent).toEqual([])
    expect(await get('sd-vae')).toEqual([])
    const { images, info, parameters } = await paint('txt2img', {
      url: installation.url,
      auth: `anybody:${installation.key}`,
      ...quick,
      negative_prompt: 'fog',
      sampler_name: 'DPM++ 2M',
      scheduler: 'karras',
      cfg_scale: 4,
      restore_faces: false,
      enable_hr: false,
      hr_upscaler: 'Latent',
      hr_scale: 1,
      denoising_strength: 0.7,
      hr_second_pass_steps: 0,
      override_settings: { CLIP_stop_at_last_layers: 1 },
      override_settings_restore_afterwards: true,
      clip_skip: 1,
      save_images: true,
      send_images: true,
      do_not_save_grid: false,
      do_not_save_samples: false,
    })
    expect(await sizeOf(images[0])).toEqual({ width: 128, height: 128 })
    expect(info).toMatchObject({ seed: 42, all_seeds: [42], width: 128, height: 128, notes: [] })
    expect(info.infotexts[0]).toContain('Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 4, Seed: 42')
    expect(JSON.stringify(parameters)).not.toContain(installation.key)
  })

  test('has a layer of CLIP left out, as its options or the key’s say', async () => {
    const picture = async (override_settings: object) => {
      const { images, info } = await paint('txt2img', { ...quick, override_settings })
      return { image: images[0], skip: info['clip_skip'], text: info.infotexts[0], notes: info.notes }
    }
    const last = await picture({ CLIP_stop_at_last_layers: 1 })
    const second = await picture({ CLIP_stop_at_last_layers: 2 })
    expect(last.skip).toBe(1)
    expect(second).toMatchObject({ skip: 2, notes: [], text: expect.stringContaining('Clip skip: 2') })
    expect(second.image).not.toBe(last.image)
    await send('options', { CLIP_stop_at_last_layers: 2 })
    expect((await picture({})).image).toBe(second.image)
    await send('options', { CLIP_stop_at_last_layers: 1 })
  })

  test('hears that nothing is painted any more', async () => {
    expect(await get('progress?skip_current_image=true')).toMatchObject({
      progress: 0,
      state: { job_count: 0 },
    })
  })
})

describe('KoboldAI Lite, in a browser', () => {
  test('may ask from another origin, and knows us by samples_format', async () => {
    const preflight = await fetch(`${installation.url}/sdapi/v1/txt2img`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://lite.koboldai.net',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,authorization',
      },
    })
    expect(preflight.ok).toBe(true)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(await get('options')).toMatchObject({ samples_format: 'png' })
  })
})

describe('LibreChat', () => {
  test('has one size, larger than this key may have: painted smaller, and said', async () => {
    const { images, info } = await paint('txt2img', {
      prompt,
      negative_prompt: 'fog',
      cfg_scale: 4.5,
      steps: 2,
      width: 4096,
      height: 4096,
    })
    const size = await sizeOf(images[0])
    expect(size.width).toBeLessThan(4096)
    expect({ width: info.width, height: info.height }).toEqual(size)
    expect(info.notes.join()).toContain(`size 4096x4096 is painted as ${size.width}x${size.height}`)
    expect(info.infotexts[0]?.split('\n').pop()).toContain('Steps: 2')
  })
})

describe('img2img', () => {
  const grey = async () =>
    (
      await sharp({ create: { width: 128, height: 128, channels: 3, background: '#808080' } })
        .png()
        .toBuffer()
    ).toString('base64')

  test('starts from base64 and from data URLs, and echoes neither', async () => {
    for (const image of [await grey(), `data:image/png;base64,${await grey()}`]) {
      const { images, parameters } = await paint('img2img', {
        ...quick,
        init_images: [image],
        denoising_strength: 0.5,
      })
      expect(await sizeOf(images[0])).toEqual({ width: 128, height: 128 })
      expect(parameters).toMatchObject({ init_images: null, denoising_strength: 0.5 })
    }
  })

  test('paints inside a mask, or outside of it', async () => {
    const mask = (
      await sharp({ create: { width: 128, height: 128, channels: 3, background: 'black' } })
        .composite([
          {
            input: { create: { width: 64, height: 128, channels: 3, background: 'white' } },
            left: 0,
            top: 0,
          },
        ])
        .png()
        .toBuffer()
    ).toString('base64')
    const greyHalves = async (inverted: number) => {
      const { images } = await paint('img2img', {
        ...quick,
        steps: 8,
        init_images: [await grey()],
        mask,
        mask_blur: 0,
        inpainting_fill: 1,
        inpaint_full_res: false,
        inpainting_mask_invert: inverted,
        denoising_strength: 1,
      })
      const half = async (left: number) => {
        const cut = sharp(Buffer.from(images[0] ?? '', 'base64')).extract({
          left,
          top: 0,
          width: 56,
          height: 128,
        })
        // `stats` looks at what came in, not at what was cut out of it.
        const { channels } = await sharp(await cut.png().toBuffer()).stats()
        return (channels[0]?.stdev ?? 0) < 12
      }
      return [await half(0), await half(72)]
    }
    expect(await greyHalves(0)).toEqual([false, true])
    expect(await greyHalves(1)).toEqual([true, false])
  })

  test('several start images are a batch', async () => {
    const { images, info } = await paint('img2img', {
      ...quick,
      steps: 2,
      init_images: [await grey(), await grey()],
      denoising_strength: 0.9,
    })
    expect(images).toHaveLength(2)
    expect(info.all_seeds).toEqual([42, 43])
  })
})

describe('txt2img', () => {
  test('n_iter times batch_size, seeds counting on', async () => {
    const { images, info } = await paint('txt2img', {
      ...quick,
      steps: 1,
      width: 64,
      height: 64,
      batch_size: 3,
      n_iter: 2,
    })
    expect(images).toHaveLength(6)
    expect(info.all_seeds).toEqual([42, 43, 44, 45, 46, 47])
    expect(new Set(images).size).toBe(6)
  })

  test('enable_hr paints the picture again, larger', async () => {
    const { images, info } = await paint('txt2img', {
      ...quick,
      enable_hr: true,
      hr_scale: 2,
      hr_upscaler: 'Latent',
      denoising_strength: 0.4,
      hr_second_pass_steps: 5,
    })
    expect(await sizeOf(images[0])).toEqual({ width: 256, height: 256 })
    expect(info).toMatchObject({ width: 256, height: 256, denoising_strength: 0.4 })
    expect(info.notes).toContain('hr_upscaler Latent is not here: the picture is enlarged by resampling')
  })

  test('sends no pictures where they are not wanted', async () => {
    const { images, info } = await paint('txt2img', { ...quick, send_images: false })
    expect(images).toEqual([])
    expect(info.all_seeds).toEqual([42])
  })

  test("what is refused has FastAPI's detail, and our error", async () => {
    const wrong = await send('txt2img', { ...quick, steps: 'many' })
    expect(wrong).toMatchObject({
      status: 400,
      body: { detail: expect.any(String), error: { param: 'steps' } },
    })
    expect(await send('img2img', { ...quick, init_images: ['https://example.org/a.png'] })).toMatchObject({
      status: 400,
      body: { error: { code: 'address_refused' } },
    })
    const unsigned = await fetch(`${installation.url}/sdapi/v1/options`)
    expect(unsigned.status).toBe(401)
    expect(unsigned.headers.get('www-authenticate')).toContain('Basic')
    expect(await unsigned.json()).toMatchObject({ detail: expect.stringContaining('API key') })
  })
})

describe('while it is painted', () => {
  test('progress tells of it, with a picture, and interrupt ends it: the answer is without pictures, and says so', async () => {
    const slow = send('txt2img', { ...quick, steps: 100, batch_size: 4 })
    const progress = z.object({
      progress: z.number(),
      eta_relative: z.number(),
      current_image: z.string().nullable(),
      state: z.object({ job_count: z.number(), sampling_step: z.number(), sampling_steps: z.number() }),
    })
    const now = async () => progress.parse(await get('progress?skip_current_image=false'))
    await expect.poll(async () => (await now()).current_image).not.toBeNull()
    const seen = await now()
    expect(seen.state).toMatchObject({ job_count: 1, sampling_steps: 100 })
    expect(seen.progress).toBeGreaterThan(0)
    expect((await sharp(Buffer.from(seen.current_image ?? '', 'base64')).metadata()).width).toBeGreaterThan(0)
    expect(await send('interrupt', {})).toEqual({ status: 200, body: {} })
    const ended = await slow
    expect(ended.status).toBe(200)
    const { images, info } = paintedSchema.parse(ended.body)
    expect(images).toEqual([])
    expect(info.notes).toContain('interrupted')
    expect(await now()).toMatchObject({ progress: 0, state: { job_count: 0 } })
  })
})

describe('pictures that are there already', () => {
  test('png-info reads what we wrote', async () => {
    const { images, info } = await paint('txt2img', quick)
    const { body } = await send('png-info', { image: `data:image/png;base64,${images[0] ?? ''}` })
    expect(body).toMatchObject({
      info: info.infotexts[0],
      parameters: { Prompt: prompt, Steps: '4', Seed: '42', 'Size-1': '128', 'Size-2': '128' },
    })
    const bare = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    expect((await send('png-info', { image: bare.toString('base64') })).body).toEqual({
      info: '',
      items: {},
      parameters: {},
    })
  })

  test('extra-single-image and extra-batch-images resample, for free', async () => {
    const image = (
      await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
        .png()
        .toBuffer()
    ).toString('base64')
    const one = await send('extra-single-image', { image, upscaler_1: 'Lanczos', upscaling_resize: 3 })
    expect(await sizeOf(z.object({ image: z.string() }).parse(one.body).image)).toEqual({
      width: 120,
      height: 60,
    })
    const all = await send('extra-batch-images', {
      imageList: [
        { data: image, name: 'a.png' },
        { data: image, name: 'b.png' },
      ],
      upscaling_resize: 2,
    })
    expect(z.object({ images: z.array(z.string()) }).parse(all.body).images).toHaveLength(2)
    expect(await send('extra-single-image', { image, upscaler_1: 'SwinIR 4x' })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('There is no upscaler SwinIR 4x') },
    })
  })
})

describe('webuiapi', () => {
  test('everything that it lists is there', async () => {
    const paths =
      'scripts options cmd-flags progress samplers sd-vae upscalers latent-upscale-modes loras sd-models hypernetworks face-restorers realesrgan-models prompt-styles embeddings memory schedulers'
    for (const path of paths.split(' ')) expect(await get(path)).toBeDefined()
    expect(await get('scripts')).toEqual({ txt2img: [], img2img: [] })
    expect(await get('embeddings')).toMatchObject({ loaded: expect.anything(), skipped: {} })
    expect(await send('refresh-checkpoints', {})).toEqual({ status: 200, body: null })
  })
})
