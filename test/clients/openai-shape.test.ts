import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Installation, openInstallation } from '#test/support/installation.ts'

/** Requests as clients that are no `openai` package send them. The sizes are smaller than theirs, which a CPU paints in a minute. */
let installation: Installation
let authorization: string
let grey: Buffer
beforeAll(async () => {
  installation = await openInstallation()
  authorization = `Bearer ${installation.key}`
  const create = { width: 64, height: 64, channels: 3, background: '#808080' } as const
  grey = await sharp({ create }).jpeg().toBuffer()
}, 120_000)

const prompt = 'a red dragon above snowy mountains'
const answered = z.object({
  data: z.array(z.object({ b64_json: z.string().optional(), url: z.string().optional() })).min(1),
})

const post = async (path: string, init: RequestInit) =>
  fetch(`${installation.url}/v1${path}`, { method: 'POST', ...init })
const generate = async (body: object) =>
  picturesOf(
    await post('/images/generations', {
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ prompt, ...body }),
    }),
  )
async function picturesOf(answer: Response) {
  expect(answer.status).toBe(200)
  return answered.parse(await answer.json()).data
}
const formOf = (fields: Record<string, string>, files: Record<string, [Buffer, string | undefined]>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const [name, [bytes, fileName]] of Object.entries(files)) {
    const blob = new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' })
    if (fileName === undefined) form.append(name, blob)
    else form.append(name, blob, fileName)
  }
  return form
}
const edit = async (body: FormData) =>
  picturesOf(await post('/images/edits', { headers: { authorization }, body }))
const widthOf = async (b64: string | undefined) =>
  (await sharp(Buffer.from(b64 ?? '', 'base64')).metadata()).width

describe('LibreChat', () => {
  test('its DALL·E tool names no format, and reads an address that ends like a picture, without a key', async () => {
    const [picture] = await generate({
      model: 'dall-e-3',
      quality: 'standard',
      style: 'vivid',
      size: '64x64',
      n: 1,
    })
    const address = new URL(picture?.url ?? '')
    expect(address.pathname).toMatch(/\.png$/)
    const file = await fetch(address)
    expect((await sharp(await file.arrayBuffer()).metadata()).width).toBe(64)
  })

  test('its image tools read base64 alone, and stream their form in chunks', async () => {
    const body = { model: 'gpt-image-1', n: 1, background: 'auto', output_format: 'png', quality: 'auto' }
    const [picture] = await generate({ ...body, size: '64x64' })
    expect(picture).toEqual({ b64_json: expect.any(String) })
    const form = formOf(
      { model: 'gpt-image-1', prompt, quality: 'auto', size: 'auto' },
      { 'image[]': [grey, 'grey.jpg'] },
    )
    const encoded = new Response(form)
    const chunked = await post('/images/edits', {
      headers: { authorization, 'content-type': encoded.headers.get('content-type') ?? '' },
      body: encoded.body,
      duplex: 'half',
    })
    expect(await widthOf((await picturesOf(chunked))[0]?.b64_json)).toBe(64)
  })
})

describe('n8n', () => {
  test('generates with what its options hold, as base64 or as addresses', async () => {
    const options = { quality: 'hd', style: 'natural', size: '64x64', n: 2 }
    const pictures = await generate({ model: 'dall-e-2', response_format: 'b64_json', ...options })
    expect(await Promise.all(pictures.map(async ({ b64_json: b64 }) => widthOf(b64)))).toEqual([64, 64])
    const [addressed] = await generate({ model: 'dall-e-3', response_format: 'url', size: '64x64' })
    expect(addressed).toEqual({ url: expect.stringContaining('/api/images/') })
  })

  test('edits with text for numbers, one picture or several', async () => {
    const fields = { prompt, model: 'gpt-image-1', n: '1', size: '64x64', background: 'auto' }
    const more = { input_fidelity: 'low', output_format: 'webp', output_compression: '85', quality: 'auto' }
    const [picture] = await edit(formOf({ ...fields, ...more }, { 'image[]': [grey, 'data.jpg'] }))
    expect((await sharp(Buffer.from(picture?.b64_json ?? '', 'base64')).metadata()).format).toBe('webp')
    const older = {
      prompt,
      model: 'dall-e-2',
      n: '2',
      size: '64x64',
      response_format: 'url',
      user: 'somebody',
    }
    expect(await edit(formOf(older, { image: [grey, 'data.jpg'] }))).toHaveLength(2)
  })

  test('asks for the models to try its credential, with an empty organization', async () => {
    const headers = { authorization, 'openai-organization': '' }
    const answer = await fetch(`${installation.url}/v1/models`, { headers })
    expect([answer.status, await answer.json()]).toMatchObject([200, { data: [{ id: 'dragon-mini' }] }])
  })
})

test('Open WebUI edits a photograph, and Vercel’s AI SDK sends it without a file name', async () => {
  const fields = { model: 'None', prompt, n: '1', size: '64x64', response_format: 'b64_json' }
  const [webui] = await edit(formOf(fields, { image: [grey, 'b1f0.jpg'] }))
  expect(await widthOf(webui?.b64_json)).toBe(64)
  const [sdk] = await edit(
    formOf({ model: 'dragon-mini', prompt, n: '1', size: '64x64' }, { image: [grey, undefined] }),
  )
  expect(await widthOf(sdk?.b64_json)).toBe(64)
})

test('JSON edits a picture, too', async () => {
  const image_url = `data:image/jpeg;base64,${grey.toString('base64')}`
  const answer = await post('/images/edits', {
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-image-1.5', prompt, images: [{ image_url }], size: 'auto', n: 1 }),
  })
  expect(await widthOf((await picturesOf(answer))[0]?.b64_json)).toBe(64)
})

test('KoboldAI Lite paints from a page, and can read why not', async () => {
  const asked = { model: 'dall-e-3', prompt, n: 1, size: '64x64', response_format: 'b64_json' }
  const send = async (key: string) =>
    post('/images/generations', {
      headers: {
        origin: 'https://lite.koboldai.net',
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
      },
      body: JSON.stringify(asked),
    })
  expect(await widthOf((await picturesOf(await send(installation.key)))[0]?.b64_json)).toBe(64)
  const refused = await send('dw_nobodys')
  expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  expect(await refused.json()).toMatchObject({ error: { message: expect.stringContaining('does not work') } })
})
