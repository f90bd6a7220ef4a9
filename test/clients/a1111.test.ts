import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { a1111Client, paintedSchema, prompt, quick, sizeOf } from '#test/support/a1111-client.ts'

const client = a1111Client()

describe('Open WebUI', () => {
  test('asks for the options, lists models by title, chooses one by posting all options back, and paints', async () => {
    const options = z.looseObject({ sd_model_checkpoint: z.string() }).parse(await client.get('options'))
    const models = z
      .array(z.object({ title: z.string(), model_name: z.string() }))
      .parse(await client.get('sd-models'))
    expect(models.map(({ title }) => title)).toContain(options.sd_model_checkpoint)
    const other = models.find(({ title }) => title !== options.sd_model_checkpoint) ?? models[0]
    const chosen = await client.send('options', { ...options, sd_model_checkpoint: other?.title })
    expect(chosen).toEqual({ status: 200, body: null })
    expect(await client.get('options')).toMatchObject({ sd_model_checkpoint: other?.title })
    const { images, info } = await client.paint('txt2img', {
      prompt,
      batch_size: 2,
      width: 128,
      height: 128,
      steps: 4,
    })
    expect(images).toHaveLength(2)
    expect(info['sd_model_name']).toBe(other?.title)
    expect(await client.send('options', { sd_model_checkpoint: options.sd_model_checkpoint })).toMatchObject({
      status: 200,
    })
  })
})

describe('SillyTavern', () => {
  test('pings, reads its lists, and paints with everything that it always sends', async () => {
    const names = async (path: string) =>
      z.array(z.looseObject({ name: z.string() })).parse(await client.get(path))
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
    expect(await client.get('sd-vae')).toEqual([])
    const { images, info, parameters } = await client.paint('txt2img', {
      url: client.installation.url,
      auth: `anybody:${client.installation.key}`,
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
    expect(JSON.stringify(parameters)).not.toContain(client.installation.key)
  })

  test('has a layer of CLIP left out, as its options or the key’s say', async () => {
    const picture = async (override_settings: object) => {
      const { images, info } = await client.paint('txt2img', { ...quick, override_settings })
      return { image: images[0], skip: info['clip_skip'], text: info.infotexts[0], notes: info.notes }
    }
    const last = await picture({ CLIP_stop_at_last_layers: 1 })
    const second = await picture({ CLIP_stop_at_last_layers: 2 })
    expect(last.skip).toBe(1)
    expect(second).toMatchObject({ skip: 2, notes: [], text: expect.stringContaining('Clip skip: 2') })
    expect(second.image).not.toBe(last.image)
    await client.send('options', { CLIP_stop_at_last_layers: 2 })
    expect((await picture({})).image).toBe(second.image)
    await client.send('options', { CLIP_stop_at_last_layers: 1 })
  })

  test('hears that nothing is painted any more', async () => {
    expect(await client.get('progress?skip_current_image=true')).toMatchObject({
      progress: 0,
      state: { job_count: 0 },
    })
  })
})

describe('KoboldAI Lite, in a browser', () => {
  test('may ask from another origin, and knows us by samples_format', async () => {
    const preflight = await fetch(`${client.installation.url}/sdapi/v1/txt2img`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://lite.koboldai.net',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,authorization',
      },
    })
    expect(preflight.ok).toBe(true)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(await client.get('options')).toMatchObject({ samples_format: 'png' })
  })
})

describe('LibreChat', () => {
  test('has one size, larger than this key may have: painted smaller, and said', async () => {
    const { images, info } = await client.paint('txt2img', {
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

describe('while it is painted', () => {
  test('progress tells of it, with a picture, and interrupt ends it: the answer is without pictures, and says so', async () => {
    const slow = client.send('txt2img', { ...quick, steps: 100, batch_size: 4 })
    const progress = z.object({
      progress: z.number(),
      eta_relative: z.number(),
      current_image: z.string().nullable(),
      state: z.object({ job_count: z.number(), sampling_step: z.number(), sampling_steps: z.number() }),
    })
    const now = async () => progress.parse(await client.get('progress?skip_current_image=false'))
    await expect.poll(async () => (await now()).current_image).not.toBeNull()
    const seen = await now()
    expect(seen.state).toMatchObject({ job_count: 1, sampling_steps: 100 })
    expect(seen.progress).toBeGreaterThan(0)
    expect((await sharp(Buffer.from(seen.current_image ?? '', 'base64')).metadata()).width).toBeGreaterThan(0)
    expect(await client.send('interrupt', {})).toEqual({ status: 200, body: {} })
    const ended = await slow
    expect(ended.status).toBe(200)
    const { images, info } = paintedSchema.parse(ended.body)
    expect(images).toEqual([])
    expect(info.notes).toContain('interrupted')
    expect(await now()).toMatchObject({ progress: 0, state: { job_count: 0 } })
  })
})

describe('webuiapi', () => {
  test('everything that it lists is there', async () => {
    const paths =
      'scripts options cmd-flags progress samplers sd-vae upscalers latent-upscale-modes loras sd-models hypernetworks face-restorers realesrgan-models prompt-styles embeddings memory schedulers'
    for (const path of paths.split(' ')) expect(await client.get(path)).toBeDefined()
    expect(await client.get('scripts')).toEqual({ txt2img: [], img2img: [] })
    expect(await client.get('embeddings')).toMatchObject({ loaded: expect.anything(), skipped: {} })
    expect(await client.send('refresh-checkpoints', {})).toEqual({ status: 200, body: null })
  })
})
