import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '#test/support/api/api-house.ts'
import { refusal } from '#test/support/api/asking-api.ts'

let house: ApiHouse
let key: string
let picture: string
beforeAll(async () => {
  house = await openApiHouse({ FREE_PICTURES_PER_DAY: '1000' })
  await house.startWorker()
  key = await house.key()
  const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
  picture = png.toString('base64')
})
afterAll(() => house.close())

const small = { prompt: 'x', width: 64, height: 64, steps: 1 }
const inBase64 = (text: string) => Buffer.from(text).toString('base64')
const noPictures = {
  'no base64': '*',
  'one byte': 'AA==',
  'an empty one': 'data:image/png;base64,',
  'base64 of three letters': 'abc',
  'a program that draws': inBase64(
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64"/></svg>',
  ),
}

/** Each is refused in words about the request, and is no bug of ours: nothing of it is in the log. */
async function isRefused(what: string, path: string, init: Parameters<ApiHouse['ask']>[2]): Promise<void> {
  const answer = await house.ask(key, path, init)
  const { status, code } = await refusal(answer)
  expect({ what, refused: status >= 400 && status < 500, bug: code === 'bug' }).toEqual({
    what,
    refused: true,
    bug: false,
  })
}

test('what is no picture is refused wherever a picture can be sent', async () => {
  for (const [what, image] of Object.entries(noPictures)) {
    await isRefused(what, '/api/generate', { json: { ...small, image } })
    await isRefused(what, '/api/generate', { json: { ...small, image: picture, mask: image } })
    await isRefused(what, '/sdapi/v1/extra-single-image', { json: { image, upscaler_1: 'Lanczos' } })
    for (const mode of [0, 1, 2]) {
      const json = { ...small, init_images: [image], resize_mode: mode }
      await isRefused(`${what} ${mode}`, '/sdapi/v1/img2img', { json })
    }
    const masked = { ...small, init_images: [picture], mask: image }
    await isRefused(what, '/sdapi/v1/img2img', { json: masked })
    for (const [name, other] of [
      ['image', undefined],
      ['mask', picture],
    ] as const) {
      const body = new FormData()
      body.set('prompt', 'x')
      body.set(name, new Blob([Buffer.from(image, 'base64')]), 'a.png')
      if (other !== undefined) body.set('image', new Blob([Buffer.from(other, 'base64')]), 'b.png')
      await isRefused(`${what} as ${name}`, '/v1/images/edits', { method: 'POST', body })
    }
  }
})

test('half a picture is refused, not painted from', async () => {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  const whole = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'red', noise } })
    .png()
    .toBuffer()
  const image = whole.subarray(0, whole.length / 2).toString('base64')
  await isRefused('generate', '/api/generate', { json: { ...small, image } })
  await isRefused('extras', '/sdapi/v1/extra-single-image', { json: { image, upscaler_1: 'Lanczos' } })
  await isRefused('img2img', '/sdapi/v1/img2img', { json: { ...small, init_images: [image] } })
})

test('a character that no text may hold is refused in every field that is kept', async () => {
  const words = 'a\u0000b'
  for (const field of ['prompt', 'negative_prompt', 'lora'])
    await isRefused(field, '/api/generate', { json: { ...small, [field]: words } })
  await isRefused('v1', '/v1/images/generations', { json: { prompt: words, size: '64x64', steps: 1 } })
  await isRefused('txt2img', '/sdapi/v1/txt2img', { json: { ...small, negative_prompt: words } })
  const answer = await house.ask(key, '/api/generate', { json: { ...small, prompt: words } })
  expect(await refusal(answer)).toMatchObject({ status: 400, message: expect.stringContaining('U+0000') })
})

test('what is longer than anybody paints is refused by its length, before it is read, by every dialect', async () => {
  const prompt = '('.repeat(200_000)
  // Each of them would be refused for itself, too.
  const many = Array.from({ length: 20_000 }, () => '*')
  const codes = async (asked: [path: string, json: object][]) =>
    Promise.all(asked.map(async ([path, json]) => (await refusal(await house.ask(key, path, { json }))).code))
  expect(
    await codes([
      ['/api/generate', { ...small, prompt }],
      ['/v1/images/generations', { prompt, size: '64x64', steps: 1 }],
      ['/sdapi/v1/txt2img', { ...small, negative_prompt: prompt }],
      ['/v1/images/generations', { prompt: 'x', lora: many }],
      ['/sdapi/v1/img2img', { ...small, init_images: many }],
      ['/sdapi/v1/extra-batch-images', { imageList: many }],
    ]),
  ).toEqual([
    'invalid_value',
    'invalid_value',
    'invalid_value',
    'invalid_value',
    'bad_count',
    'invalid_value',
  ])
})

test('names that every object has are words like others', async () => {
  const body = '{"__proto__": {"prompt": "from behind"}, "steps": 1, "width": 64, "height": 64}'
  const headers = { 'Content-Type': 'application/json' }
  await isRefused('__proto__', '/api/generate', { method: 'POST', headers, body })
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    await isRefused(name, '/api/generate', { json: { ...small, model: name } })
    await isRefused(name, '/api/generate', { json: { ...small, scheduler: name } })
    const sampled = await house.ask(key, '/sdapi/v1/txt2img', { json: { ...small, sampler_name: name } })
    const sized = await house.ask(key, '/v1/images/generations', {
      json: { prompt: 'x', steps: 1, size: '64x64', model: name, scheduler: name },
    })
    expect([name, sampled.status, sized.status]).toEqual([name, 200, 200])
  }
})

test('a form that is none is refused', async () => {
  for (const type of [
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'text/plain',
    'application/json',
  ])
    await isRefused(type, '/v1/images/edits', {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: '--x',
    })
})

test('of two programs that send one idempotency key at the same moment both have the one job; another person has their own', async () => {
  const other = await house.key({ userId: '100000000000000002' })
  const json = { ...small, idempotency_key: 'shared' }
  const idOf = async (by: string) => {
    const answer = await house.ask(by, '/api/generate', { json })
    return [answer.status, ((await answer.json()) as { id: string }).id]
  }
  const asked = await Promise.all([key, key, other, key, other].map(idOf))
  expect(asked.map(([status]) => status)).toEqual([202, 202, 202, 202, 202])
  expect(new Set(asked.map(([, id]) => id)).size).toBe(2)
  const rows = await house.database.sql`select user_id from generations where id in ${house.database.sql(
    asked.map(([, id]) => String(id)),
  )} order by user_id`
  expect(rows.map((row) => row['user_id'])).toEqual(['100000000000000001', '100000000000000002'])
})

test('none of it was taken for a bug', () => {
  expect(house.log.filter((line) => /"level":[56]0/.test(line))).toEqual([])
})
