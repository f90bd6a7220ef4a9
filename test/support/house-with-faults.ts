import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { RunningWorker } from '#worker/run-worker.ts'
import { type House, openHouse } from './house.ts'
import { isDone, type Person, type SeenMessage } from './seen.ts'

export const callback = 'POST /interactions/*/*/callback'
export const editByToken = 'PATCH /webhooks/*/*/messages/*'
export const editByChannel = 'PATCH /channels/*/messages/*'
export const post = 'POST /channels/*/messages'

/** Long enough for something to happen while it is painted. */
export const long = { steps: 60, size: '128x128' }
export const isMixing = ({ content }: SeenMessage) => content.includes('Mixing') || content.includes('step ')

/** The body of a message that shows its finished picture, not one on the way. */
export const showsPicture = (body: unknown) => JSON.stringify(body).includes(':reroll:')

/** What `rows` tells of a picture that came. */
export const paid = [{ state: 'delivered', failure: null, hold: 'COMMITTED', pictures: 1 }]
/** What `rows` tells of a picture that did not. */
export const free = (state: string, failure: string) => [{ state, failure, hold: 'RELEASED', pictures: 0 }]

/** A house whose Discord fails as each test asks for it; each test has a person, a channel and a prompt of its own. */
export interface HouseWithFaults {
  readonly house: House
  worker: RunningWorker
  anna: Person
  channel: House['channel']
  /** The number of the test. */
  readonly number: number
  startWorker(): Promise<RunningWorker>
  /** `/imagine` by this test's person with this test's prompt. */
  ask(change?: object): ReturnType<Person['slash']>
  /** The next answer of Discord that is otherwise. */
  fault: House['emulator']['faults']['next']
  /** This test's generations, with what was paid for them. */
  rows(): Promise<{ state: string; failure: string | null; hold: string; pictures: number }[]>
  /** One message shows the picture, and it was paid once. */
  expectOnePicture(): Promise<SeenMessage>
  /** The log names ids, and neither a token nor a prompt; `most` says of how much at least. */
  expectDiscreetLog(least: { tokens: number; lines: number }): Promise<void>
}

/** For the test file that asks for it. */
export function houseWithFaults(): HouseWithFaults {
  /** Of everything that was asked. */
  const tokens: string[] = []
  let running: { house: House; worker: RunningWorker } | undefined
  let test: { anna: Person; channel: House['channel'] } | undefined
  let number = 0
  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('The house opens before the first test.')
    return value
  }
  const faulty: HouseWithFaults = {
    get house() {
      return started(running).house
    },
    get worker() {
      return started(running).worker
    },
    set worker(worker) {
      started(running).worker = worker
    },
    get anna() {
      return started(test).anna
    },
    set anna(anna) {
      started(test).anna = anna
    },
    get channel() {
      return started(test).channel
    },
    set channel(channel) {
      started(test).channel = channel
    },
    get number() {
      return number
    },
    startWorker: () => startWorker(faulty.house),
    async ask(change = {}) {
      const options = { prompt: `dragon ${number}`, steps: 2, size: '64x64', ...change }
      const asked = await faulty.anna.slash(faulty.channel, 'imagine', options, { until: 'sent' })
      tokens.push(asked.interaction.token)
      return asked
    },
    fault: (options) => faulty.house.emulator.faults.next(options),
    rows: async () =>
      faulty.house.database.sql<{ state: string; failure: string | null; hold: string; pictures: number }[]>`
        select g.state, g.failure, h.state as hold, h.pictures
        from generations g join quota_holds h on h.generation_id = g.id where g.prompt = ${`dragon ${number}`}`,
    async expectOnePicture() {
      const done = await faulty.anna.sees(faulty.channel, isDone, 30_000)
      await expect.poll(faulty.rows).toEqual(paid)
      expect(faulty.anna.messages(faulty.channel).filter(isDone)).toHaveLength(1)
      return done
    },
    async expectDiscreetLog(least) {
      const { log } = faulty.house
      const text = log.join('')
      expect(tokens.length).toBeGreaterThan(least.tokens)
      expect(tokens.filter((token) => text.includes(token))).toEqual([])
      expect(text).not.toMatch(/dragon \d/)
      const { applicationId } = (await faulty.ask()).interaction
      expect(text).toContain(`/webhooks/${applicationId}/…`)
      // The logger's own lines.
      const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>)
      // A job carries the generation's id and nothing else.
      const isJob = ({ msg }: { msg?: unknown }) => msg === 'a job was dropped'
      const about = lines.filter((line) => line['generation'] !== undefined && !isJob(line))
      expect(about.length).toBeGreaterThan(least.lines)
      expect(about.filter(({ interaction }) => interaction === undefined)).toEqual([])
    },
  }
  beforeAll(async () => {
    const house = await openHouse({ FREE_PICTURES_PER_DAY: '1000' })
    running = { house, worker: await startWorker(house) }
    await house.startBot({ reconciler: { intervalMs: 200, youngMs: 1000, reservationMs: 4000 } })
  })
  beforeEach(() => {
    number += 1
    const { house } = faulty
    test = {
      anna: house.person(`anna-${number}`),
      channel: house.emulator.world.createChannel(house.server, { name: `test-${number}` }),
    }
  })
  afterEach(() => faulty.house.emulator.faults.clear())
  afterAll(() => faulty.house.close())
  return faulty
}

const startWorker = (house: House) => house.startWorker({ stall: { lockMs: 5000, checkMs: 1000 } })
