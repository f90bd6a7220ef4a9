import { expect, test } from 'vitest'
import { compared } from '#core/comparison.ts'
import { requestCancel } from '#db/cancel.ts'
import { imagesOf } from '#db/images.ts'
import { reserve } from '#db/reserve.ts'
import type { DiscordApi, PictureFile } from '#delivery/discord-api.ts'
import type { Paint } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { readPngParameters } from '#store/png/encode-png.ts'
import { generationRequest, roomyBounds, roomyLimits } from '#test/support/generation-request.ts'
import { paintJob } from './paint-job.ts'
import { jobsToPaint, paintingAllBut } from '#test/support/jobs-to-paint.ts'

const jobs = jobsToPaint()

test('one of four cannot be painted: three are delivered and paid, the fourth alone is given back', async () => {
  const id = await jobs.queuedFour()
  await paintJob(jobs.deps(paintingAllBut([42])), id)
  expect(await jobs.outcomeOf(id)).toEqual({ state: 'delivered', hold: 'COMMITTED', pictures: 3 })
  const images = await imagesOf(jobs.database.db, id)
  expect(images.map(({ index, seed }) => [index, seed])).toEqual([
    [0, 40],
    [1, 41],
    [3, 43],
  ])
  const last = jobs.shown.at(-1)
  expect(last?.body.content).toMatch(
    /^1 of 4 pictures could not be painted, and cost you nothing\..*[\da-f]{8}$/,
  )
  expect(JSON.stringify(last?.body.components)).toContain('U3')
  expect(JSON.stringify(last?.body.components)).not.toContain('U4')
  expect(last?.files).toHaveLength(1)
  // Together, then the two that were missing, each alone.
  expect(jobs.asked.map(({ seed, count }) => [seed, count])).toEqual([
    [40, 4],
    [42, 1],
    [43, 1],
  ])
})

test('of a sheet, a cell that the engine refuses stays empty; the others are delivered and paid, each with its own settings', async () => {
  const { settings, ...request } = generationRequest()
  const lists = {
    schedulers: ['lcm' as const, 'ddim' as const],
    steps: [2, 3],
    guidance: [],
    seeds: [],
    speeds: [],
  }
  const id = await jobs.queued({ ...request, settings: compared(settings, 'schedulers_steps', lists) })
  const paint = paintingAllBut([])
  const noLcm: Paint = async function* (one, signal) {
    if (one.scheduler === 'lcm' && one.steps === 3)
      throw new PaintError('bad_request', 'Not with this model.')
    yield* paint(one, signal)
  }
  await paintJob(jobs.deps(noLcm), id)
  expect(await jobs.outcomeOf(id)).toEqual({ state: 'delivered', hold: 'COMMITTED', pictures: 3 })
  const images = await imagesOf(jobs.database.db, id)
  const store = jobs.store
  const texts = await Promise.all(
    images.map(async (image) => readPngParameters((await store.get(image.id)) ?? Buffer.of())),
  )
  expect(images.map(({ index }) => index)).toEqual([0, 2, 3])
  expect(texts.map((text) => /Steps: \d+, Sampler: \w+/.exec(text ?? '')?.[0])).toEqual([
    'Steps: 2, Sampler: LCM',
    'Steps: 2, Sampler: DDIM',
    'Steps: 3, Sampler: DDIM',
  ])
  const last = jobs.shown.at(-1)
  expect(last?.body.content).toContain('1 of 4 pictures could not be painted')
  expect(JSON.stringify(last?.body.components)).toContain('"label":"DDIM · 2 steps"')
  expect(JSON.stringify(last?.body.components)).not.toContain('LCM · 3 steps')
  expect(last?.files[0]?.name).toMatch(/-sheet\.png$/)
})

test('too much for the device at once: painted one by one, all of them', async () => {
  const id = await jobs.queuedFour()
  const paint = paintingAllBut([])
  const tooMuch: Paint = async function* (request) {
    if (request.count > 1) throw new PaintError('device_full', 'not enough memory')
    yield* paint(request)
  }
  await paintJob(jobs.deps(tooMuch), id)
  expect(await jobs.outcomeOf(id)).toEqual({ state: 'delivered', hold: 'COMMITTED', pictures: 4 })
  expect(jobs.shown.at(-1)?.body.content).toBe('')
})

test('none can be painted: its person reads a reference and pays nothing', async () => {
  const id = await jobs.queuedFour()
  await paintJob(jobs.deps(paintingAllBut([40, 41, 42, 43])), id)
  expect(await jobs.outcomeOf(id)).toEqual({ state: 'failed', hold: 'RELEASED', pictures: 0 })
  expect(jobs.shown.at(-1)?.body.content).toContain('reference')
})

test('what the engine refuses is not tried one by one', async () => {
  const id = await jobs.queuedFour()
  const refusal = () => new PaintError('bad_request', 'The width is wrong.')
  await paintJob(jobs.deps(paintingAllBut([40], refusal)), id)
  expect(jobs.asked).toHaveLength(1)
  expect(await jobs.outcomeOf(id)).toEqual({ state: 'failed', hold: 'RELEASED', pictures: 0 })
})

test('two files are gone when it comes to the delivery: two pictures are shown and paid', async () => {
  const id = await jobs.queuedFour()
  const store = jobs.store
  let puts = 0
  const forgetful = {
    ...store,
    put: (...put: Parameters<typeof store.put>) => (++puts > 2 ? Promise.resolve() : store.put(...put)),
  }
  await paintJob(jobs.deps(paintingAllBut([]), { store: forgetful }), id)
  expect(await jobs.outcomeOf(id)).toEqual({ state: 'delivered', hold: 'COMMITTED', pictures: 2 })
  expect(jobs.shown.at(-1)?.body.content).toContain('2 of 4 pictures')
  const images = await imagesOf(jobs.database.db, id)
  expect(images.filter(({ deletedAt }) => deletedAt !== null)).toHaveLength(2)
})

test('a job of the API is painted, kept and paid without a word to Discord', async () => {
  const id = await reservedForApi()
  await paintJob(jobs.deps(paintingAllBut([]), { api: noDiscord }), id)
  expect(await jobs.outcomeOf(id)).toEqual({ state: 'delivered', hold: 'COMMITTED', pictures: 2 })
  const store = jobs.store
  for (const image of await imagesOf(jobs.database.db, id)) {
    expect(readPngParameters((await store.get(image.id)) ?? Buffer.of())).toContain('a red dragon')
  }
})

test('and one that fails or is cancelled ends the same way', async () => {
  const failed = await reservedForApi()
  await paintJob(jobs.deps(paintingAllBut([40, 41]), { api: noDiscord }), failed)
  expect(await jobs.outcomeOf(failed)).toEqual({ state: 'failed', hold: 'RELEASED', pictures: 0 })
  const cancelled = await reservedForApi()
  await requestCancel(jobs.database.db, cancelled)
  await paintJob(jobs.deps(paintingAllBut([]), { api: noDiscord }), cancelled)
  expect(await jobs.outcomeOf(cancelled)).toEqual({ state: 'cancelled', hold: 'RELEASED', pictures: 0 })
})

/** Whatever is called of it throws. */
const noDiscord = {} as unknown as DiscordApi

async function reservedForApi(): Promise<string> {
  const request = generationRequest({
    guildId: null,
    target: { kind: 'api' },
    settings: { seed: 40, count: 2 },
  })
  const terms = { limits: roomyLimits, bounds: roomyBounds, weight: 1, spoiler: false, now: new Date() }
  const reservation = await reserve(jobs.database.db, request, terms)
  if (reservation.outcome !== 'reserved') throw new Error('not reserved')
  return reservation.generation.id
}

test('of four, what the safety checker flags is withheld and given back, the others are delivered and paid', async () => {
  const id = await jobs.queuedFour()
  const paint = paintingAllBut([])
  const flagging: Paint = async function* (request, signal) {
    for await (const event of paint(request, signal)) {
      yield event.kind === 'picture' ? { ...event, nsfw: event.seed === 41 } : event
    }
  }
  await paintJob(jobs.deps(flagging), id)
  expect(await jobs.outcomeOf(id)).toEqual({ state: 'delivered', hold: 'COMMITTED', pictures: 3 })
  expect((await imagesOf(jobs.database.db, id)).map(({ seed }) => seed)).toEqual([40, 42, 43])
  const last = jobs.shown.at(-1)
  expect(last?.body.content).toBe('The model’s safety checker flagged 1 of 4 pictures: withheld, and free.')
  expect(last?.files.map(({ name }) => name)).toEqual([expect.not.stringContaining('SPOILER')])
})

test('a flagged picture and one that can’t be painted are told apart', async () => {
  const id = await jobs.queuedFour()
  const paint = paintingAllBut([43])
  const flagging: Paint = async function* (request, signal) {
    for await (const event of paint(request, signal)) {
      yield event.kind === 'picture' ? { ...event, nsfw: event.seed === 41 } : event
    }
  }
  await paintJob(jobs.deps(flagging), id)
  expect(await jobs.outcomeOf(id)).toEqual({ state: 'delivered', hold: 'COMMITTED', pictures: 2 })
  expect(jobs.shown.at(-1)?.body.content).toMatch(
    /^1 of 4 pictures could not be painted.*\n.*flagged 1 of 4/s,
  )
})

test('what the painter says of a prompt is told privately while its interaction can be answered, else below the picture', async () => {
  const paint = paintingAllBut([])
  const noting: Paint = async function* (request, signal) {
    for await (const event of paint(request, signal)) {
      yield event.kind === 'picture'
        ? { ...event, notes: [{ kind: 'words_cut', of: 'prompt', text: 'at *dusk*' }] }
        : event
    }
  }
  const note = String.raw`The prompt is longer than the model’s 77 tokens. This was left out: at \*dusk\*`
  const told: string[] = []
  const api = {
    ...jobs.deps(paint).api,
    followUpPrivately: (_: unknown, { content }: MessageBody) => {
      told.push(content)
      return Promise.resolve('600000000000000002')
    },
    editMessage: (_channel: string, _id: string, body: MessageBody, files: PictureFile[] = []) => {
      jobs.shown.push({ body, files })
      return Promise.resolve()
    },
  } as unknown as DiscordApi
  const soon = await jobs.queuedFour()
  await paintJob(jobs.deps(noting, { api }), soon)
  expect(told).toEqual([note])
  expect(jobs.shown.at(-1)?.body.content).toBe('')
  const late = await jobs.queuedFour()
  const clock = { now: () => new Date(Date.now() + 20 * 60_000) }
  await paintJob(jobs.deps(noting, { api, clock }), late)
  expect(told).toHaveLength(1)
  expect(jobs.shown.at(-1)?.body.content).toBe(`-# ${note}`)
})
