import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createApiKey } from '#db/api-keys.ts'
import type { FaultPoint } from '#process/fault-points.ts'
import { type House, openHouse } from '#test/support/house.ts'

vi.setConfig({ expect: { poll: { timeout: 30_000 } } })

/**
 * The API and a worker are processes, and there is no bot. Each case kills one of them at a gap between two writes; the process that is
 * started next clears up, and is the one that the next case strikes.
 */
const file = join(tmpdir(), `dragon-wings-fault-${randomUUID()}`)
let house: House
let api: ChildProcess
let worker: ChildProcess
let url = ''
let key = ''
let image = ''
const forkApi = () =>
  house.forkWorker({ main: 'test/support/processes/quick-api', env: { HTTP_PORT: new URL(url).port } })
const forkWorker = () => house.forkWorker({ main: 'test/support/processes/quick-worker' })
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '1000', FAULT_POINT_FILE: file, API: 'on' })
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  taken.close()
  await once(taken, 'close')
  ;[api, worker] = await Promise.all([forkApi(), forkWorker()])
  const made = await createApiKey(house.database.db, {
    userId: '100000000000000001',
    name: 'test',
    guildId: null,
    roleIds: [],
    ageRestricted: false,
    picturesPerDay: null,
  })
  key = made?.key ?? ''
  const red = sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
  image = (await red.png().toBuffer()).toString('base64')
})
afterAll(async () => {
  await house.close()
  rmSync(file, { force: true })
})

const arm = (point: FaultPoint) => writeFileSync(file, point)

async function died(child: ChildProcess) {
  if (child.signalCode === null) await once(child, 'exit', { signal: AbortSignal.timeout(30_000) })
  expect(child.signalCode).toBe('SIGKILL')
}

const headers = () => ({ Authorization: `Bearer ${key}` })
const send = (path: string, body: object, method = 'POST') =>
  fetch(`${url}${path}`, {
    method,
    headers: { ...headers(), 'Content-Type': 'application/json' },
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  })
const small = { width: 64, height: 64, steps: 2 }

async function rowsOf(prompt: string) {
  return house.database.sql<{ id: string; state: string; hold: string; pictures: number; images: number }[]>`
    select g.id, g.state, h.state as hold, h.pictures,
      (select count(*)::int from images where generation_id = g.id) as images
    from generations g join quota_holds h on h.generation_id = g.id where prompt = ${prompt}`
}

/** However it was struck: one generation, one picture, one picture paid. */
const onePicture = [{ state: 'delivered', hold: 'COMMITTED', pictures: 1, images: 1 }]
const expectOnePicture = async (prompt: string) => expect.poll(() => rowsOf(prompt)).toMatchObject(onePicture)

describe('the API dies', () => {
  test.each(['reserved', 'job added'] as const)(
    '%s: the same request again is the same job, painted and paid once',
    async (point) => {
      const body = { ...small, prompt: point, idempotency_key: `again ${point}` }
      arm(point)
      // Once the job is added it may be answered already.
      await send('/api/generate', body).catch(() => undefined)
      await died(api)
      api = await forkApi()
      const again = await send('/api/generate', body)
      expect(again.status).toBe(202)
      const { id } = z.object({ id: z.string() }).parse(await again.json())
      await expectOnePicture(point)
      expect((await rowsOf(point)).map((row) => row.id)).toEqual([id])
    },
  )

  test('reserved, of several that ask at once: each is painted and paid once, whether it was among them or asks again', async () => {
    const prompts = ['first', 'second', 'third', 'fourth'].map((nth) => `the ${nth} of a batch`)
    const ask = (prompt: string) => send('/api/generate', { ...small, prompt, idempotency_key: prompt })
    arm('reserved')
    await Promise.allSettled(prompts.map(ask))
    await died(api)
    api = await forkApi()
    for (const answer of await Promise.all(prompts.map(ask))) expect(answer.status).toBe(202)
    for (const prompt of prompts) await expectOnePicture(prompt)
  })

  const shapes: [path: string, ask: (prompt: string) => Promise<Response>][] = [
    [
      '/v1/images/generations',
      (prompt) => send('/v1/images/generations', { prompt, steps: 2, size: '64x64' }),
    ],
    [
      '/v1/images/generations, streamed',
      (prompt) => send('/v1/images/generations', { prompt, steps: 2, size: '64x64', stream: true }),
    ],
    [
      '/v1/images/edits',
      (prompt) => {
        const body = new FormData()
        body.set('prompt', prompt)
        body.set('steps', '2')
        body.set('size', '64x64')
        body.set('image', new Blob([Buffer.from(image, 'base64')], { type: 'image/png' }), 'red.png')
        return fetch(`${url}/v1/images/edits`, { method: 'POST', headers: headers(), body })
      },
    ],
    ['/sdapi/v1/txt2img', (prompt) => send('/sdapi/v1/txt2img', { ...small, prompt })],
    [
      '/sdapi/v1/img2img',
      (prompt) =>
        send('/sdapi/v1/img2img', { ...small, prompt, init_images: [image], denoising_strength: 1 }),
    ],
  ]
  test.each(shapes)('%s, reserved: what was accepted is painted and paid once', async (path, ask) => {
    arm('reserved')
    await expect(ask(path)).rejects.toThrow('fetch failed')
    await died(api)
    api = await forkApi()
    await expectOnePicture(path)
  })

  test.each(['cancel requested', 'cancel told', 'cancel settled'] as const)(
    '%s: it is cancelled, and costs nothing',
    async (point) => {
      // A worker that stands still takes nothing: what is asked waits.
      worker.kill('SIGSTOP')
      const accepted = await send('/api/generate', { ...small, prompt: point })
      const { id } = z.object({ id: z.string() }).parse(await accepted.json())
      arm(point)
      await expect(send(`/api/jobs/${id}`, {}, 'DELETE')).rejects.toThrow('fetch failed')
      await died(api)
      api = await forkApi()
      worker.kill('SIGCONT')
      await expect
        .poll(() => rowsOf(point))
        .toMatchObject([{ state: 'cancelled', hold: 'RELEASED', pictures: 0, images: 0 }])
    },
  )
})

describe('the worker dies', () => {
  test.each(['taken over', 'pictures stored', 'delivery settled'] as const)(
    '%s: who waits for the picture has it, once',
    async (point) => {
      arm(point)
      const answer = send('/v1/images/generations', { prompt: point, steps: 2, size: '64x64' })
      await died(worker)
      worker = await forkWorker()
      const { data } = z
        .object({ data: z.array(z.object({ b64_json: z.string() })) })
        .parse(await (await answer).json())
      expect(data).toHaveLength(1)
      await expectOnePicture(point)
    },
  )
})
