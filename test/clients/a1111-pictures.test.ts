import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { a1111Client, prompt, quick, sizeOf } from '#test/support/a1111-client.ts'

const client = a1111Client()

describe('img2img', () => {
  const grey = async () =>
    (
      await sharp({ create: { width: 128, height: 128, channels: 3, background: '#808080' } })
        .png()
        .toBuffer()
    ).toString('base64')

  test('starts from base64 and from data URLs, and echoes neither', async () => {
    for (const image of [await grey(), `data:image/png;base64,${await grey()}`]) {
      const { images, parameters } = await client.paint('img2img', {
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
      const { images } = await client.paint('img2img', {
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
    const { images, info } = await client.paint('img2img', {
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
    const { images, info } = await client.paint('txt2img', {
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
    const { images, info } = await client.paint('txt2img', {
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
    const { images, info } = await client.paint('txt2img', { ...quick, send_images: false })
    expect(images).toEqual([])
    expect(info.all_seeds).toEqual([42])
  })

  test("what is refused has FastAPI's detail, and our error", async () => {
    const wrong = await client.send('txt2img', { ...quick, steps: 'many' })
    expect(wrong).toMatchObject({
      status: 400,
      body: { detail: expect.any(String), error: { param: 'steps' } },
    })
    expect(
      await client.send('img2img', { ...quick, init_images: ['https://example.org/a.png'] }),
    ).toMatchObject({
      status: 400,
      body: { error: { code: 'address_refused' } },
    })
    const unsigned = await fetch(`${client.installation.url}/sdapi/v1/options`)
    expect(unsigned.status).toBe(401)
    expect(unsigned.headers.get('www-authenticate')).toContain('Basic')
    expect(await unsigned.json()).toMatchObject({ detail: expect.stringContaining('API key') })
  })
})

describe('pictures that are there already', () => {
  test('png-info reads what we wrote', async () => {
    const { images, info } = await client.paint('txt2img', quick)
    const { body } = await client.send('png-info', { image: `data:image/png;base64,${images[0] ?? ''}` })
    expect(body).toMatchObject({
      info: info.infotexts[0],
      parameters: { Prompt: prompt, Steps: '4', Seed: '42', 'Size-1': '128', 'Size-2': '128' },
    })
    const bare = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    expect((await client.send('png-info', { image: bare.toString('base64') })).body).toEqual({
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
    const one = await client.send('extra-single-image', { image, upscaler_1: 'Lanczos', upscaling_resize: 3 })
    expect(await sizeOf(z.object({ image: z.string() }).parse(one.body).image)).toEqual({
      width: 120,
      height: 60,
    })
    const all = await client.send('extra-batch-images', {
      imageList: [
        { data: image, name: 'a.png' },
        { data: image, name: 'b.png' },
      ],
      upscaling_resize: 2,
    })
    expect(z.object({ images: z.array(z.string()) }).parse(all.body).images).toHaveLength(2)
    expect(await client.send('extra-single-image', { image, upscaler_1: 'SwinIR 4x' })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('There is no upscaler SwinIR 4x') },
    })
  })
})
