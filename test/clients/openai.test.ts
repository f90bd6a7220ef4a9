import OpenAI, { toFile } from 'openai'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Installation, openInstallation } from '#test/support/installation.ts'

let installation: Installation
let client: OpenAI
beforeAll(async () => {
  installation = await openInstallation()
  client = new OpenAI({ apiKey: installation.key, baseURL: `${installation.url}/v1`, maxRetries: 0 })
}, 120_000)

/** The `openai` package's types know OpenAI's fields and sizes alone. */
const untyped = (fields: object): object => fields
const ours = { seed: 42, steps: 4, guidance: 3, negative_prompt: 'fog' }
const prompt = 'a red dragon above snowy mountains'

async function formatOf(b64: string | undefined) {
  const { format, width, height } = await sharp(Buffer.from(b64 ?? '', 'base64')).metadata()
  return { format, width, height }
}

describe('the official openai package', () => {
  test('paints: base64 as it is given without a word about it, the same seed is the same picture', async () => {
    const paint = async () => client.images.generate({ prompt, ...untyped({ size: '128x128' }), ...ours })
    const [one, other] = [await paint(), await paint()]
    expect(await formatOf(one.data?.[0]?.b64_json)).toEqual({ format: 'png', width: 128, height: 128 })
    expect(one.data?.[0]?.b64_json).toBe(other.data?.[0]?.b64_json)
    expect(one).toMatchObject({ size: '128x128', output_format: 'png' })
  })

  test('paints several, more than one job holds, as JPEG and WebP', async () => {
    const { data = [] } = await client.images.generate({
      prompt,
      n: 5,
      ...untyped({ size: '64x64' }),
      output_format: 'webp',
      output_compression: 40,
      ...untyped({ ...ours, steps: 1 }),
    })
    expect(new Set(data.map(({ b64_json: b64 }) => b64)).size).toBe(5)
    expect((await formatOf(data[4]?.b64_json)).format).toBe('webp')
    const jpeg = await client.images.generate({
      prompt,
      ...untyped({ size: '64x64' }),
      output_format: 'jpeg',
      ...ours,
    })
    expect((await formatOf(jpeg.data?.[0]?.b64_json)).format).toBe('jpeg')
  })

  test('gives addresses that need no key', async () => {
    const { data } = await client.images.generate({
      prompt,
      ...untyped({ size: '64x64' }),
      response_format: 'url',
      ...ours,
    })
    const answer = await fetch(data?.[0]?.url ?? '')
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect((await sharp(await answer.arrayBuffer()).metadata()).width).toBe(64)
  })

  test('streams partial pictures, then the finished one', async () => {
    const stream = await client.images.generate({
      prompt,
      ...untyped({ size: '128x128' }),
      stream: true,
      partial_images: 2,
      ...untyped({ ...ours, steps: 60 }),
    })
    const events: OpenAI.ImageGenStreamEvent[] = []
    for await (const event of stream) events.push(event)
    expect(events.at(-1)).toMatchObject({
      type: 'image_generation.completed',
      ...untyped({ size: '128x128' }),
    })
    expect(await formatOf(events.at(-1)?.b64_json)).toMatchObject({ format: 'png', width: 128 })
    const partials = events.slice(0, -1)
    expect(partials.length).toBeGreaterThan(0)
    expect(
      partials.map((event) =>
        event.type === 'image_generation.partial_image' ? event.partial_image_index : -1,
      ),
    ).toEqual(partials.map((_, index) => index))
    expect(await formatOf(partials[0]?.b64_json)).toEqual({ format: 'png', width: 128, height: 128 })
  })

  test('edits: from a picture, inside the transparent part of a mask, and streams that, too', async () => {
    const grey = await sharp({ create: { width: 128, height: 128, channels: 3, background: '#808080' } })
      .png()
      .toBuffer()
    const mask = await sharp({ create: { width: 128, height: 128, channels: 4, background: '#000000ff' } })
      .composite([
        {
          input: { create: { width: 64, height: 128, channels: 4, background: '#ffffffff' } },
          left: 0,
          top: 0,
          blend: 'dest-out',
        },
      ])
      .png()
      .toBuffer()
    const file = async (data: Buffer, name: string) => toFile(data, name, { type: 'image/png' })
    const edited = await client.images.edit({
      image: [await file(grey, 'grey.png')],
      mask: await file(mask, 'mask.png'),
      prompt,
      ...untyped({ ...ours, steps: 8 }),
    })
    const { data, info } = await sharp(Buffer.from(edited.data?.[0]?.b64_json ?? '', 'base64'))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([128, 128])
    const spread = (from: number, to: number) => {
      const values: number[] = []
      for (let y = 0; y < info.height; y += 4)
        for (let x = from; x < to; x += 4) values.push(data[(y * info.width + x) * info.channels] ?? 0)
      return Math.max(...values) - Math.min(...values)
    }
    // The masked half has a picture in it, the other one is still grey.
    expect(spread(0, 56)).toBeGreaterThan(60)
    expect(spread(80, 128)).toBeLessThan(40)

    const stream = await client.images.edit({
      image: await file(grey, 'grey.png'),
      prompt,
      stream: true,
      ...ours,
    })
    const types: string[] = []
    for await (const { type } of stream) types.push(type)
    expect(types).toEqual(['image_edit.completed'])
  })

  test('lists models, and paints a name of OpenAI with the default one, and says so', async () => {
    const { data } = await client.models.list()
    expect(data).toEqual([expect.objectContaining({ object: 'model' })])
    const [model] = data
    expect(await client.models.retrieve(model?.id ?? '')).toEqual(model)
    const { response } = await client.images
      .generate({ prompt, model: 'gpt-image-1', ...untyped({ size: '64x64' }), ...ours })
      .withResponse()
    expect(response.headers.get('x-dragon-wings-notes')).toBe(
      `model gpt-image-1 is not here: painted with ${model?.id ?? ''}`,
    )
  })

  test("errors are OpenAI's", async () => {
    await expect(client.images.generate({ prompt, ...untyped({ size: 'large' }) })).rejects.toMatchObject({
      status: 400,
      param: 'size',
      type: 'invalid_request_error',
    })
    await expect(client.images.generate({ prompt, n: 11 })).rejects.toBeInstanceOf(OpenAI.BadRequestError)
    await expect(client.models.retrieve('gpt-image-1')).rejects.toBeInstanceOf(OpenAI.NotFoundError)
    const stranger = client.withOptions({ apiKey: 'dw_nobody' })
    await expect(stranger.images.generate({ prompt })).rejects.toBeInstanceOf(OpenAI.AuthenticationError)
    await expect(
      client.images.generate({ prompt, stream: true, ...ours, ...untyped({ lora: 'nobody-has-it' }) }),
    ).rejects.toBeInstanceOf(OpenAI.UnprocessableEntityError)
  })

  test('who goes away takes the picture along', async () => {
    const controller = new AbortController()
    const slow = client.images.generate(
      { prompt, n: 4, ...untyped({ ...ours, steps: 150 }) },
      { signal: controller.signal },
    )
    const jobs = async () => {
      const answer = await fetch(`${installation.url}/sdapi/v1/progress`, {
        headers: { authorization: `Bearer ${installation.key}` },
      })
      const { state } = (await answer.json()) as { state: { job_count: number } }
      return state.job_count
    }
    await expect.poll(jobs).toBe(1)
    controller.abort()
    await expect(slow).rejects.toBeInstanceOf(OpenAI.APIUserAbortError)
    await expect.poll(jobs).toBe(0)
  })
})
