import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import sharp from 'sharp'
import { quotaUse } from '#db/quota-holds.ts'
import { generations, quotaHolds } from '#db/schema.ts'
import { utcDay } from '#core/clock.ts'
import type { PaintRequest, Picture } from '#diffusion/contract.ts'
import { createPainter } from '#diffusion/painter/painter.ts'
import { type House, openHouse, tinyModel } from '#test/support/house.ts'
import { painterProgram } from '#test/support/painter-program.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await house.startWorker()
  await house.startBot()
})
afterAll(() => house.close())

const settings = { prompt: 'a red dragon', steps: 4, size: '64x64', seed: 42 }
type Person = ReturnType<House['person']>
type SeenMessage = Awaited<ReturnType<Person['sees']>>

const isDone = (message: SeenMessage) => message.buttons.some(({ label }) => label === 'Reroll')

async function pixelsOf(person: Person, message: SeenMessage): Promise<Buffer> {
  const png = await person.download(message.images[0]?.url ?? '')
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  return sharp(png).removeAlpha().raw().toBuffer()
}

/** The engine's own word for what a request looks like. */
async function paintAlone(change: Partial<PaintRequest>): Promise<Picture> {
  const painter = createPainter({ device: 'cpu', program: painterProgram })
  try {
    const request: PaintRequest = {
      model: tinyModel,
      prompt: 'a red dragon',
      negativePrompt: '',
      steps: 4,
      guidance: 7.5,
      width: 64,
      height: 64,
      seed: 42,
      count: 1,
      scheduler: 'dpmpp_2m_karras',
      rng: 'torch',
      clipSkip: 0,
      ...change,
    }
    for await (const event of painter.paint(request)) if (event.kind === 'picture') return event
    throw new Error('no picture came')
  } finally {
    await painter.close()
  }
}

test('from /imagine to the picture, Reroll, Same seed', async () => {
  const anna = house.person('anna')
  const asked = await anna.slash(house.channel, 'imagine', settings)
  expect(asked.acknowledgement).toMatchObject({ ephemeral: false })
  const waiting = await asked.reply()
  expect(waiting.content).toContain('Waiting')
  const first = await asked.reply(isDone, 30_000)
  expect(first.id).toBe(waiting.id)
  expect(first.embeds[0]?.description).toBe('a red dragon')
  expect(first.images[0]).toMatchObject({
    width: 64,
    height: 64,
    alt: 'A generated picture of: a red dragon',
  })

  const edits = house.emulator.events.ofKind('message.edit').filter(({ message }) => message.id === first.id)
  expect(edits.some(({ message }) => message.content.includes('Mixing the colours'))).toBe(true)

  const engine = await paintAlone({})
  const pixels = await pixelsOf(anna, first)
  expect(pixels.equals(engine.pixels.data)).toBe(true)

  const rerolled = await (await anna.press(first, 'Reroll')).reply(isDone, 30_000)
  expect(rerolled.id).not.toBe(first.id)
  expect((await pixelsOf(anna, rerolled)).equals(pixels)).toBe(false)

  const same = await (await anna.press(first, 'Same seed')).reply(isDone, 30_000)
  expect((await pixelsOf(anna, same)).equals(pixels)).toBe(true)
  expect(same.content).toContain(`/${house.channel.id}/${first.id}`)
  expect(same.content).toContain('identical')
})

test('a longer picture shows steps and a preview on its way', async () => {
  const ida = house.person('ida')
  // A second's worth of steps and more, so that at least one edit falls into the middle of it.
  const asked = await ida.slash(house.channel, 'imagine', { ...settings, steps: 100, size: '192x192' })
  const painting = await asked.reply(({ images }) => images.length > 0, 30_000)
  expect(painting.content).toMatch(/Painting: step \d+ of 100/)
  expect(painting.images[0]?.url).toMatch(/preview/)
  const done = await asked.reply(isDone, 60_000)
  expect(done.content).toBe('')
  expect(done.images).toHaveLength(1)
})

test('the eleventh picture of the day is refused privately, and the buttons cost as much as the command', async () => {
  const ben = house.person('ben')
  const first = await ben.slash(house.channel, 'imagine', settings)
  const picture = await first.reply(isDone, 30_000)
  const replies = []
  for (let i = 0; i < 9; i++) {
    house.emulator.clock.advance(2000)
    replies.push(await ben.press(picture, 'Reroll'))
  }
  await Promise.all(replies.map((reply) => reply.reply(isDone, 60_000)))
  const eleventh = await ben.slash(house.channel, 'imagine', settings)
  const refusal = await eleventh.reply()
  expect(refusal.ephemeral).toBe(true)
  expect(refusal.content).toContain('10 of your 10 pictures')
  const scope = house.server.id
  const use = await quotaUse(house.database.db, { userId: ben.id, scope, day: utcDay(new Date()) })
  expect(use.person).toBe(10)
})

test('a size that is none is refused privately and costs nothing', async () => {
  const cleo = house.person('cleo')
  const reply = await (await cleo.slash(house.channel, 'imagine', { ...settings, size: '100 wide' })).reply()
  expect(reply).toMatchObject({ ephemeral: true })
  expect(reply.content).toContain('128x128')
})

test('a forged button and one whose picture is unknown are refused privately', async () => {
  const dora = house.person('dora')
  const done = await (await dora.slash(house.channel, 'imagine', settings)).reply(isDone, 30_000)
  await house.database.sql`delete from images where generation_id = (
    select id from generations where message_id = ${done.id})`
  const reply = await (await dora.press(done, 'Reroll')).reply()
  expect(reply.ephemeral).toBe(true)
  expect(reply.content).toContain('not in my records')
})

test('nothing is left open: every hold is settled as its generation ended', async () => {
  // The picture is seen a moment before it is settled.
  await vi.waitFor(async () => {
    const rows = await house.database.db.select().from(generations)
    const holds = await house.database.db.select().from(quotaHolds)
    expect(rows.length).toBeGreaterThan(12)
    for (const row of rows) {
      expect(row).toMatchObject({ state: 'delivered', interactionToken: null })
      const hold = holds.find(({ generationId }) => generationId === row.id)
      expect(hold).toMatchObject({ state: 'COMMITTED', pictures: 1 })
    }
  }, 20_000)
})
