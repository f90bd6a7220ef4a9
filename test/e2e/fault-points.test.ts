import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type FaultPoint, faultPoints } from '#process/fault-points.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, type SeenMessage } from '#test/support/seen.ts'

vi.setConfig({ expect: { poll: { timeout: 20_000 } } })

/**
 * Bot and worker are processes. Each case kills one of them at a gap between two writes; the process that is started next
 * clears up, and is the one that the next case strikes.
 */
const file = join(tmpdir(), `dragon-wings-fault-${randomUUID()}`)
let house: House
let bot: ChildProcess
let worker: ChildProcess
const forkBot = () => house.forkBot({ main: 'test/support/processes/quick-bot' })
const forkWorker = () => house.forkWorker({ main: 'test/support/processes/quick-worker' })
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '1000', FAULT_POINT_FILE: file })
  ;[bot, worker] = await Promise.all([forkBot(), forkWorker()])
})
afterAll(async () => {
  await house.close()
  rmSync(file, { force: true })
})

const struck = new Set<FaultPoint>()
function arm(point: FaultPoint) {
  struck.add(point)
  writeFileSync(file, point)
}

async function died(child: ChildProcess) {
  const [, signal] = await once(child, 'exit', { signal: AbortSignal.timeout(20_000) })
  expect(signal).toBe('SIGKILL')
}

async function ask(person: Person, prompt: string, change: object = {}) {
  const options = { prompt, steps: 2, size: '64x64', ...change }
  return person.slash(house.channel, 'imagine', options, { until: 'sent' })
}

async function rowOf(prompt: string) {
  const [row] = await house.database.sql<{ state: string; hold: string; pictures: number; images: number }[]>`
    select g.state, h.state as hold, h.pictures,
      (select count(*)::int from images where generation_id = g.id) as images
    from generations g join quota_holds h on h.generation_id = g.id where prompt = ${prompt}`
  return row
}

/** However it was struck: one message, one picture in it, one picture paid. */
async function expectOnePicture(person: Person, prompt: string) {
  const shows = (message: SeenMessage) => isDone(message) && message.embeds[0]?.description === prompt
  await person.sees(house.channel, shows, 20_000)
  await expect
    .poll(() => rowOf(prompt))
    .toEqual({ state: 'delivered', hold: 'COMMITTED', pictures: 1, images: 1 })
  expect(person.messages(house.channel).filter(shows)).toHaveLength(1)
}

describe('the bot dies', () => {
  test('reserved: nobody saw an answer, nobody pays', async () => {
    const anna = house.person('anna')
    arm('reserved')
    const asked = await ask(anna, 'reserved')
    await died(bot)
    bot = await forkBot()
    await asked.settled()
    expect(asked.failure).toBe('The application did not respond')
    await expect
      .poll(() => rowOf('reserved'))
      .toEqual({ state: 'released', hold: 'RELEASED', pictures: 0, images: 0 })
  })

  test.each(['acknowledged', 'marked queued', 'job added'] as const)(
    '%s: the picture comes, once',
    async (point) => {
      const ben = house.person('ben')
      arm(point)
      await ask(ben, point)
      await died(bot)
      bot = await forkBot()
      await expectOnePicture(ben, point)
    },
  )

  test.each(['reserved', 'acknowledged'] as const)(
    '%s, of what was confirmed: all of it comes, each once',
    async (point) => {
      const dora = house.person('dora')
      const prompts = [`kite ${point}`, `lamp ${point}`]
      const asked = await ask(dora, `{kite, lamp} ${point}`)
      const question = await asked.reply()
      arm(point)
      await dora.press(question, 'Paint 2 pictures', { until: 'sent' })
      await died(bot)
      bot = await forkBot()
      for (const prompt of prompts) await expectOnePicture(dora, prompt)
    },
  )

  test('and stays away for longer than a token lives: the message that waits is found, the picture comes', async () => {
    const dan = house.person('dan')
    arm('acknowledged')
    const asked = await ask(dan, 'away')
    await died(bot)
    house.emulator.expireToken(asked.id)
    await house.database.sql`
      update generations set interaction_expires_at = now(), interaction_token = null where prompt = 'away'`
    bot = await forkBot()
    await expectOnePicture(dan, 'away')
    expect(dan.messages(house.channel).filter(({ content }) => content.includes('Waiting'))).toEqual([])
  })

  test.each(['cancel requested', 'cancel told', 'cancel settled'] as const)(
    '%s: it is cancelled, its person reads so, and pays nothing',
    async (point) => {
      const cleo = house.person('cleo')
      // A worker that stands still takes nothing: what is asked waits.
      worker.kill('SIGSTOP')
      const waits = await (await ask(cleo, point)).reply()
      arm(point)
      await cleo.press(waits, 'Cancel', { until: 'sent' })
      await died(bot)
      bot = await forkBot()
      worker.kill('SIGCONT')
      await cleo.sees(
        house.channel,
        ({ id, content }) => id === waits.id && content.includes('Cancelled'),
        20_000,
      )
      await expect
        .poll(() => rowOf(point))
        .toEqual({ state: 'cancelled', hold: 'RELEASED', pictures: 0, images: 0 })
    },
  )
})

describe('the worker dies', () => {
  test.each(['taken over', 'pictures stored', 'marked painted', 'delivered', 'delivery settled'] as const)(
    '%s: the picture comes, once',
    async (point) => {
      const emil = house.person('emil')
      arm(point)
      await ask(emil, point)
      await died(worker)
      worker = await forkWorker()
      await expectOnePicture(emil, point)
    },
  )

  test.each(['end told', 'end settled'] as const)(
    '%s: it ends as it was about to, its person reads so, and pays nothing',
    async (point) => {
      const fay = house.person('fay')
      const asked = await ask(fay, point, { steps: 100, size: '256x256' })
      const painting = await asked.reply(({ content }) => content.includes('Mixing'), 20_000)
      arm(point)
      await fay.press(painting, 'Cancel', { until: 'sent' })
      await died(worker)
      worker = await forkWorker()
      await expect
        .poll(() => rowOf(point))
        .toEqual({ state: 'cancelled', hold: 'RELEASED', pictures: 0, images: 0 })
      expect(fay.messages(house.channel).findLast(({ id }) => id === painting.id)?.content).toContain(
        'Cancelled',
      )
    },
  )
})

test('every fault point was struck', () => {
  expect([...struck].sort()).toEqual([...faultPoints].sort())
})
