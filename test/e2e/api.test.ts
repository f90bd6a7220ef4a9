import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { a1111Paths } from '#api/a1111/described-paths.ts'
import { openaiPaths } from '#api/openai/described-paths.ts'
import { type ApiHouse, openApiHouse } from '#test/support/api/api-house.ts'
import { askingApi, accepted, refusal, small } from '#test/support/api/asking-api.ts'

let house: ApiHouse
let key: string
let api: ReturnType<typeof askingApi>
beforeAll(async () => {
  house = await openApiHouse({
    FREE_PICTURES_PER_DAY: '1000',
    MAX_PICTURES_PER_PERSON_PER_DAY: '10000',
  })
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  key = await house.key()
  api = askingApi(house, key)
})
afterAll(() => house.close())

async function pngOf(url: string): Promise<Buffer> {
  const answer = await house.ask(key, url)
  expect(answer.headers.get('content-type')).toBe('image/png')
  return Buffer.from(await answer.arrayBuffer())
}
const colour = (background: string, side = 64) =>
  sharp({ create: { width: side, height: side, channels: 3, background } })
    .png()
    .toBuffer()

test('a picture: accepted, waited for, fetched; the same seed is the same picture', async () => {
  const answer = await api.generate({ ...small, count: 2 })
  expect(answer.status).toBe(202)
  const { id, status_url } = accepted.parse(await answer.json())
  const done = await api.ended(id)
  expect(done).toMatchObject({
    status: 'completed',
    position: null,
    progress: { step: 2, steps: 2 },
    error: null,
    images: [
      { seed: 7, width: 64, height: 64 },
      { seed: 8, width: 64, height: 64 },
    ],
  })
  expect(status_url).toBe(`/api/status/${id}`)
  const [first] = done.images
  const png = await pngOf(first?.url ?? '')
  expect(createHash('sha256').update(png).digest('hex')).toBe(first?.sha256)
  expect(png.toString('latin1')).toContain('a red dragon')
  const again = await api.ended(await api.submitted({ return_base64: true }))
  expect(again.images[0]?.base64).toBe(png.toString('base64'))
})

test('clip skip is painted with, and told: by the status, and in the picture', async () => {
  const paintedAt = async (change: object) => {
    const { settings, images, notes } = await api.ended(await api.submitted(change))
    const png = await pngOf(images[0]?.url ?? '')
    return { skip: settings.clip_skip, sha256: images[0]?.sha256, text: png.toString('latin1'), notes }
  }
  const last = await paintedAt({})
  const second = await paintedAt({ clip_skip: 2 })
  expect(last.skip).toBe(1)
  expect(last.text).not.toContain('Clip skip')
  expect(second).toMatchObject({ skip: 2, notes: [] })
  expect(second.text).toContain('Clip skip: 2')
  expect(second.sha256).not.toBe(last.sha256)
  expect((await paintedAt({ clip_skip: 1 })).sha256).toBe(last.sha256)
  expect((await api.generate({ ...small, clip_skip: 13 })).status).toBe(400)
})

test('progress comes as events, with previews, and ends with the end', async () => {
  const id = await api.submitted({ steps: 30, width: 128, height: 128 })
  const answer = await house.ask(key, `/api/status/${id}`, { headers: { Accept: 'text/event-stream' } })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const text = await answer.text()
  const events = text
    .split('\n\n')
    .filter((block) => block.startsWith('event:'))
    .map((block) => ({
      name: /^event: (.*)$/m.exec(block)?.[1],
      data: z.looseObject({ id: z.string() }).parse(JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '')),
    }))
  const names = events.map(({ name }) => name)
  expect(names.at(-1)).toBe('completed')
  expect(new Set(names)).toEqual(new Set(['progress', 'preview', 'completed']))
  const preview = events.find(({ name }) => name === 'preview')?.data['image']
  const jpeg = Buffer.from(String(preview).replace('data:image/jpeg;base64,', ''), 'base64')
  expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 256 })
})

test('from a picture, and within a mask: what is black stays', async () => {
  const image = (await colour('#ff0000')).toString('base64')
  const half = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'black' } })
    .composite([
      { input: { create: { width: 32, height: 64, channels: 3, background: 'white' } }, left: 32, top: 0 },
    ])
    .png()
    .toBuffer()
  const mask = `data:image/png;base64,${half.toString('base64')}`
  const painted = await api.ended(await api.submitted({ image, mask, strength: 1, steps: 4 }))
  const whole = await api.ended(await api.submitted({ image, strength: 0.5, steps: 4 }))
  const other = await api.ended(await api.submitted({ image, mask, strength: 1, steps: 4, seed: 99 }))
  const plain = await api.ended(await api.submitted({ steps: 4 }))
  const part = async (url: string, left: number) => {
    const area = sharp(await pngOf(url)).extract({ left, top: 0, width: 24, height: 64 })
    return area.raw().toBuffer()
  }
  /** Mean difference of two pictures in a part, of 255. */
  const apart = async (one: string, two: string, left: number) => {
    const [a, b] = await Promise.all([part(one, left), part(two, left)])
    return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length
  }
  const urls = [painted, other].map(({ images }) => images[0]?.url ?? '')
  const [one = '', two = ''] = urls
  expect(await apart(one, two, 0)).toBeLessThan((await apart(one, two, 40)) / 2)
  expect(whole.status).toBe('completed')
  expect(whole.images[0]?.sha256).not.toBe(plain.images[0]?.sha256)
})

test('a repeat with the same idempotency key is the same job; another request with it is refused', async () => {
  const asked = { ...small, idempotency_key: 'order 1' }
  const answers = await Promise.all([api.generate(asked), api.generate(asked), api.generate(asked)])
  const ids = await Promise.all(answers.map(async (answer) => accepted.parse(await answer.json()).id))
  expect(new Set(ids).size).toBe(1)
  expect(await refusal(await api.generate({ ...asked, prompt: 'a whale' }))).toMatchObject({
    status: 409,
    code: 'idempotency_conflict',
  })
  const ben = await house.key({ userId: '100000000000000002' })
  const bens = accepted.parse(await (await api.generate(asked, ben)).json()).id
  expect(bens).not.toBe(ids[0])
  // What still waits would count in the next test.
  await Promise.all([api.ended(ids[0] ?? ''), api.ended(bens, ben)])
})

test('what can’t be had is refused with a sentence, and costs nothing', async () => {
  const cases: [object, number, string, string | null][] = [
    [{ prompt: '' }, 400, 'invalid_value', 'prompt'],
    [{ prompt: 7 }, 400, 'invalid_value', 'prompt'],
    [{ steps: 'many' }, 400, 'invalid_value', 'steps'],
    [{ steps: 5, num_inference_steps: 6 }, 400, 'contradiction', 'num_inference_steps'],
    [{ count: 5 }, 400, 'invalid_value', 'count'],
    [{ seed: 2 ** 32 }, 400, 'invalid_value', 'seed'],
    [{ width: 65 }, 422, 'size_not_painted', 'width'],
    [{ model: 'nope' }, 422, 'unknown_model', 'model'],
    [{ lora: 'nope:0.5' }, 422, 'unknown_lora', 'lora'],
    [{ steps: 1000 }, 422, 'too_many_steps', 'steps'],
    [{ image: 'http://127.0.0.1:1/secret.png' }, 400, 'address_refused', 'image'],
    [{ image: 'file:///etc/passwd' }, 400, 'address_refused', 'image'],
    [{ image: '***' }, 400, 'not_base64', 'image'],
    [{ image: Buffer.from('no picture').toString('base64') }, 422, 'picture_unreadable', 'image'],
    [{ strength: 0.5 }, 400, 'no_image', 'image'],
    [{ mask: (await colour('white')).toString('base64') }, 400, 'no_image', 'image'],
    [{ callback_url: 'http://169.254.169.254/latest' }, 400, 'callback_refused', 'callback_url'],
    [{ callback_url: 'http://[::1]:3000/' }, 400, 'callback_refused', 'callback_url'],
    [{ callback_url: 'ftp://example.com/' }, 400, 'invalid_value', 'callback_url'],
    [{ clip_skip: 13 }, 400, 'invalid_value', 'clip_skip'],
    [{ count: 10_000 }, 400, 'invalid_value', 'count'],
    [{ prompt: ['a'] }, 400, 'invalid_value', 'prompt'],
    [{ guidance: null }, 400, 'invalid_value', 'guidance'],
    [{ image: { url: 'x' } }, 400, 'invalid_value', 'image'],
    [{ scheduler: 'nope' }, 400, 'invalid_value', 'scheduler'],
  ]
  const before: unknown = await (await house.ask(key, '/api/quota')).json()
  for (const [change, status, code, param] of cases)
    expect(await refusal(await api.generate({ ...small, ...change }))).toMatchObject({ status, code, param })
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  const bodies = ['{"prompt": NaN}', '{"prompt": "x", "guidance": 1e999}', '{', '', '[]', 'null', '"x"', deep]
  for (const body of bodies) {
    const answer = await house.ask(key, '/api/generate', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    })
    expect([body, (await refusal(answer)).status]).toEqual([body, 400])
  }
  expect(
    await refusal(await house.ask(key, '/api/generate', { method: 'POST', body: 'prompt=x' })),
  ).toMatchObject({
    status: 400,
  })
  expect(await (await house.ask(key, '/api/quota')).json()).toEqual(before)
})

test('a waiting and a painted job are cancelled, and cost nothing', async () => {
  const carl = await house.key({ userId: '100000000000000005' })
  const running = await api.submitted({ width: 512, height: 512, steps: 100 }, carl)
  const waiting = await api.submitted({}, carl)
  const cancel = (id: string) => house.ask(carl, `/api/jobs/${id}`, { method: 'DELETE' })
  expect((await cancel(waiting)).status).toBe(200)
  await cancel(running)
  for (const id of [waiting, running]) expect((await api.ended(id, carl)).status).toBe('cancelled')
  expect(await (await house.ask(carl, '/api/quota')).json()).toMatchObject({ used: 0 })
})

test('what it is, its docs and their page need no key', async () => {
  expect(await (await house.ask(undefined, '/')).json()).toMatchObject({ links: { docs: '/api/docs' } })
  const document = z
    .object({
      openapi: z.string(),
      paths: z.record(z.string(), z.record(z.string(), z.object({ security: z.array(z.unknown()) }))),
      components: z.object({
        schemas: z.object({ Generate: z.object({ example: z.object({ prompt: z.string() }) }) }),
        securitySchemes: z.unknown(),
      }),
    })
    .parse(await (await house.ask(undefined, '/api/openapi.json')).json())
  expect(document.openapi).toMatch(/^3\.1/)
  // The page lets a key be given by the name that the routes ask for, and what it proposes to send is taken.
  expect(document.components.securitySchemes).toMatchObject({ key: { type: 'http', scheme: 'bearer' } })
  expect(document.paths['/api/generate']?.['post']?.security).toEqual([{ key: [] }])
  // What is described of other tools' shapes is there, and what is listed is answered.
  const listed = Object.entries(document.paths).filter(
    ([path, how]) => /^\/(v1|sdapi)\//.test(path) && how['get'],
  )
  expect(listed.length).toBeGreaterThan(10)
  for (const [path] of listed) {
    const answer = await house.ask(key, path.replace('{model}', 'nobodys'))
    expect([path, answer.status]).toEqual([path, path.includes('{model}') ? 404 : 200])
  }
  const examples = [...openaiPaths(), ...a1111Paths()].flatMap(({ path, body }) => {
    const { example } = z.object({ example: z.unknown().optional() }).parse(body?.['application/json'] ?? {})
    return example === undefined ? [] : [{ path, example }]
  })
  expect(examples.length).toBeGreaterThan(5)
  for (const { path, example } of examples)
    expect([path, (await house.ask(key, path, { json: example })).status]).toEqual([path, 200])
  expect((await api.submitted(document.components.schemas.Generate.example)).length).toBeGreaterThan(0)
  const page = await (await house.ask(undefined, '/api/docs')).text()
  expect(page).not.toMatch(/https?:\/\//)
  for (const [, path = ''] of page.matchAll(/(?:src|href)="([^"]+)"/g))
    expect([path, (await house.ask(undefined, path)).status]).toEqual([path, 200])
})
