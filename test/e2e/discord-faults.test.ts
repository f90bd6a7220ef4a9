import { REST } from '@discordjs/rest'
import { GatewayDispatchEvents, PermissionFlagsBits, Routes } from 'discord-api-types/v10'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { restOptions } from '#delivery/rest-options.ts'
import type { RunningWorker } from '#worker/run-worker.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, type SeenMessage } from '#test/support/seen.ts'

vi.setConfig({ expect: { poll: { timeout: 20_000 } } })

const callback = 'POST /interactions/*/*/callback'
const editByToken = 'PATCH /webhooks/*/*/messages/*'
const editByChannel = 'PATCH /channels/*/messages/*'
const post = 'POST /channels/*/messages'

let house: House
let worker: RunningWorker
let anna: Person
let channel: House['channel']
/** Of everything that was asked. */
const tokens: string[] = []
/** Each test's own, so that rows and messages can be told apart. */
let prompt: string
let tests = 0
beforeAll(async () => {
  house = await openHouse({ FREE_PICTURES_PER_DAY: '1000' })
  worker = await startWorker()
  await house.startBot({ reconciler: { intervalMs: 200, youngMs: 1000, reservationMs: 4000 } })
})
beforeEach(() => {
  anna = house.person(`anna-${tests}`)
  channel = house.emulator.world.createChannel(house.server, { name: `test-${++tests}` })
  prompt = `dragon ${tests}`
})
afterEach(() => house.emulator.faults.clear())
afterAll(() => house.close())

const startWorker = () => house.startWorker({ stall: { lockMs: 5000, checkMs: 1000 } })

async function ask(change: object = {}) {
  const options = { prompt, steps: 2, size: '64x64', ...change }
  const asked = await anna.slash(channel, 'imagine', options, { until: 'sent' })
  tokens.push(asked.interaction.token)
  return asked
}
/** Long enough for something to happen meanwhile. */
const long = { steps: 60, size: '128x128' }
const isMixing = ({ content }: SeenMessage) => content.includes('Mixing') || content.includes('step ')

const fault = (options: Parameters<House['emulator']['faults']['next']>[0]) =>
  house.emulator.faults.next(options)

async function rows() {
  return house.database.sql<{ state: string; failure: string | null; hold: string; pictures: number }[]>`
    select g.state, g.failure, h.state as hold, h.pictures
    from generations g join quota_holds h on h.generation_id = g.id where g.prompt = ${prompt}`
}
const paid = [{ state: 'delivered', failure: null, hold: 'COMMITTED', pictures: 1 }]
const free = (state: string, failure: string) => [{ state, failure, hold: 'RELEASED', pictures: 0 }]

/** One message shows the picture, and it was paid once. */
async function expectOnePicture() {
  const done = await anna.sees(channel, isDone, 30_000)
  await expect.poll(rows).toEqual(paid)
  expect(anna.messages(channel).filter(isDone)).toHaveLength(1)
  return done
}

describe('the acknowledgement', () => {
  test.each([
    ['its answer is lost', { kind: 'lost-answer' }],
    ['a server error', { kind: '500' }],
    ['a connection that is cut', { kind: 'reset' }],
    ['a rate limit of half a second', { kind: '429', retryAfterSeconds: 0.5 }],
  ] as const)('%s: it stands all the same, and one picture comes', async (_name, options) => {
    const hit = fault({ route: callback, ...options })
    await ask()
    await expectOnePicture()
    expect(hit.hits).toBe(1)
  })

  test('it hangs: nobody saw it, nobody pays', async () => {
    fault({ route: callback, kind: 'hang' })
    const asked = await (await ask()).settled()
    expect(asked.failure).toBe('The application did not respond')
    await expect.poll(rows).toEqual(free('released', 'not_acknowledged'))
  })

  test('too late (10062): released, and free', async () => {
    fault({ route: callback, kind: 'error', status: 404, code: 10_062, message: 'Unknown interaction' })
    await ask()
    await expect.poll(rows).toEqual(free('released', 'not_acknowledged'))
  })

  test('nobody can say whether it stands: the reconciler asks again, and the picture comes', async () => {
    fault({ route: callback, kind: 'lost-answer' })
    const hit = fault({ route: callback, kind: '500', times: 3 })
    const blind = fault({ route: 'GET /webhooks/*/*/messages/*', kind: '500', times: 4 })
    await ask()
    await expectOnePicture()
    expect(hit.hits + blind.hits).toBe(7)
  })

  /** Meanwhile nobody can say what holds for a person here. */
  async function withStalledDatabase(stalled: () => Promise<void>) {
    await house.database.sql.begin(async (sql) => {
      await sql`lock table guild_settings in access exclusive mode`
      await stalled()
    })
  }

  test('decided late: it is deferred, and the picture comes in its place', async () => {
    let asked: Awaited<ReturnType<typeof ask>> | undefined
    await withStalledDatabase(async () => {
      asked = await (await ask()).settled()
    })
    expect(asked?.acknowledgement).toMatchObject({ kind: 'deferred', ephemeral: false })
    await expectOnePicture()
    expect(anna.messages(channel)).toHaveLength(1)
  })

  test.each([
    ['a refusal', 0],
    ['a refusal, with the deferral in doubt', 1],
  ])('decided late, %s: the deferral goes, and its person alone reads why', async (_name, inDoubt) => {
    if (inDoubt === 1) {
      fault({ route: callback, kind: 'lost-answer' })
      fault({ route: callback, kind: '500', times: 3 })
      fault({ route: 'GET /webhooks/*/*/messages/*', kind: '500', times: 4 })
    }
    let asked: Awaited<ReturnType<typeof ask>> | undefined
    await withStalledDatabase(async () => {
      asked = await (await ask({ steps: 150 })).settled()
    })
    expect(asked?.acknowledgement).toMatchObject({ kind: 'deferred', ephemeral: false })
    const told = await anna.sees(channel, ({ content }) => content.includes('steps'))
    expect(told.ephemeral).toBe(true)
    await expect.poll(() => anna.messages(channel)).toHaveLength(1)
    expect(await rows()).toEqual([])
  })

  test('the gateway sends the interaction twice, as after a resume: one picture', async () => {
    const asked = await ask()
    for (const session of house.emulator.gateway.connectedSessions()) {
      session.dispatch(GatewayDispatchEvents.InteractionCreate, asked.interaction.payload)
    }
    await expectOnePicture()
    await expect.poll(rows).toHaveLength(1)
    expect(anna.messages(channel)).toHaveLength(1)
  })
})

describe("the server's AutoMod", () => {
  const blocked = {
    kind: 'error',
    status: 400,
    message: 'Message was blocked by automatic moderation',
  } as const

  test('blocks the waiting message: its person is told privately, and nobody pays', async () => {
    const hit = fault({ route: callback, ...blocked, code: 200_000 })
    await ask()
    const told = await anna.sees(channel, ({ content }) => content.includes('AutoMod blocked my message'))
    expect(told.ephemeral).toBe(true)
    await expect.poll(rows).toEqual(free('released', 'automod'))
    expect(hit.hits).toBe(1)
  })

  test.each([200_000, 200_001])(
    'blocks the picture (%i): the message says so, and nobody pays',
    async (code) => {
      const asked = await ask(long)
      const message = await asked.reply(isMixing, 20_000)
      // Progress and the picture, but not the last word.
      house.emulator.faults.next({ route: editByToken, ...blocked, code, times: 1000 })
      house.emulator.faults.next({ route: editByChannel, ...blocked, code, times: 1000 })
      await vi.waitUntil(async () => (await rows())[0]?.state === 'painted', {
        timeout: 30_000,
        interval: 20,
      })
      const [row] = await rows()
      expect(row?.hold).toBe('HELD')
      await expect.poll(rows).toEqual(free('failed', 'automod'))
      // Even the word was blocked: the waiting message does not stand for ever.
      await expect.poll(() => anna.messages(channel).some(({ id }) => id === message.id)).toBe(false)
    },
  )
})

describe('while it is painted', () => {
  test('progress edits are refused for a while (429): the picture comes', async () => {
    const hit = fault({ route: editByToken, kind: '429', retryAfterSeconds: 1, times: 2 })
    await ask()
    await expectOnePicture()
    expect(hit.hits).toBe(2)
  })

  test('the gateway is lost and comes back: the picture comes, and buttons work', async () => {
    const asked = await ask(long)
    await asked.reply(isMixing, 20_000)
    house.emulator.dropGateway({ resumable: true })
    const done = await expectOnePicture()
    const again = await anna.press(done, 'Favourite')
    expect((await again.reply()).ephemeral).toBe(true)
  })

  test('its message is deleted: it counts as delivered', async () => {
    const asked = await ask(long)
    const message = await asked.reply(isMixing, 20_000)
    const moderator = house.emulator.person({
      username: `mod-${tests}`,
      guilds: [house.server],
      permissions: PermissionFlagsBits.ManageMessages,
    })
    moderator.delete(message)
    await expect.poll(rows).toEqual(paid)
    expect(anna.messages(channel)).toEqual([])
  })

  test('its channel is deleted: it counts as delivered', async () => {
    const asked = await ask(long)
    await asked.reply(isMixing, 20_000)
    house.emulator.world.deleteChannel(channel)
    await expect.poll(rows).toEqual(paid)
  })
})

describe('at the delivery', () => {
  test('the token has died: the same message is edited through the channel', async () => {
    const asked = await ask(long)
    const message = await asked.reply(isMixing, 20_000)
    house.emulator.expireToken(asked.id)
    expect((await expectOnePicture()).id).toBe(message.id)
    expect(house.emulator.restCalls(editByChannel).at(-1)?.files).toHaveLength(1)
  })

  test.each([
    ['its answer is lost', { kind: 'lost-answer', times: 1 }],
    ['an outage, longer than a client tries again', { kind: '500', times: 6 }],
  ] as const)('%s: one picture', async (_name, options) => {
    const asked = await ask(long)
    await asked.reply(isMixing, 20_000)
    const hit = fault({ route: editByToken, ...options })
    await expectOnePicture()
    expect(hit.hits).toBe(options.times)
  })

  test('too large (40005): the same picture as WebP', async () => {
    await worker.close()
    const asked = await ask()
    await asked.reply()
    const tooLarge = { status: 413, code: 40_005, message: 'Request entity too large' }
    // The first edit says that painting has begun.
    const begun = fault({ route: editByToken, kind: 'delay', delayMs: 0 })
    fault({ route: editByToken, kind: 'error', ...tooLarge })
    worker = await startWorker()
    const done = await expectOnePicture()
    expect(done.images[0]?.url).toContain('.webp')
    expect(begun.hits).toBe(1)
  })

  test('Discord finds fault with it (50035): a reference, and a refund', async () => {
    await worker.close()
    const asked = await ask()
    await asked.reply()
    fault({ route: editByToken, kind: 'delay', delayMs: 0 })
    fault({ route: editByToken, kind: 'error', status: 400, code: 50_035, message: 'Invalid Form Body' })
    worker = await startWorker()
    const told = await asked.reply(({ content }) => content.includes('reference'), 30_000)
    expect(told.images).toEqual([])
    await expect.poll(rows).toEqual(free('failed', 'bug'))
  })

  test('its thread fell asleep: a message wakes it, and shows the picture', async () => {
    const thread = house.emulator.world.createThread(channel, { name: 'dragons' })
    channel = thread
    const asked = await ask(long)
    const waiting = await asked.reply(isMixing, 20_000)
    house.emulator.expireToken(asked.id)
    house.emulator.world.changeChannel(thread, { archived: true })
    const done = await expectOnePicture()
    expect(done.id).not.toBe(waiting.id)
  })

  test('its thread was locked: nothing can be said there, and it costs nothing', async () => {
    const thread = house.emulator.world.createThread(channel, { name: 'dragons' })
    channel = thread
    const asked = await ask(long)
    await asked.reply(isMixing, 20_000)
    house.emulator.expireToken(asked.id)
    house.emulator.world.changeChannel(thread, { archived: true, locked: true })
    await expect.poll(rows).toEqual(free('failed', 'forbidden'))
  })

  test('a permission is missing by then: a word, and a refund', async () => {
    const { world } = house.emulator
    const { ViewChannel, SendMessages, EmbedLinks, AttachFiles } = PermissionFlagsBits
    const server = world.createGuild({ name: 'Careful people' })
    world.install(server, house.application, ViewChannel | SendMessages | EmbedLinks | AttachFiles)
    anna = house.emulator.person({ username: 'ben', guilds: [server] })
    channel = world.createChannel(server, { name: 'careful' })
    const asked = await ask(long)
    await asked.reply(isMixing, 20_000)
    house.emulator.expireToken(asked.id)
    world.overwrite(channel, house.application, { deny: AttachFiles })
    const told = await asked.reply(({ content }) => content.includes('may not post'), 30_000)
    expect(told.images).toEqual([])
    await expect.poll(rows).toEqual(free('failed', 'forbidden'))
  })
})

describe('a message too old for edits (30046)', () => {
  /** Waits for an hour in the queue, and has been edited as often as Discord lets anybody. */
  async function waitTooLong() {
    await worker.close()
    const asked = await ask()
    const message = await asked.reply()
    await expect.poll(rows).toMatchObject([{ state: 'queued' }])
    house.emulator.clock.advance(61 * 60 * 1000)
    const rest = new REST(restOptions(house.config)).setToken(house.application.token)
    for (let i = 0; i < 3; i++) {
      await rest.patch(Routes.channelMessage(channel.id, message.id), { body: { content: `edit ${i}` } })
    }
    return message
  }

  test('the answer to the new post is lost: one new message shows the picture', async () => {
    const old = await waitTooLong()
    const hit = fault({ route: post, kind: 'lost-answer' })
    worker = await startWorker()
    const done = await expectOnePicture()
    expect(hit.hits).toBe(1)
    expect(done.id).not.toBe(old.id)
    expect(anna.messages(channel)).toHaveLength(2)
  })

  test('all answers are lost, and Discord has forgotten the nonce: it is found, not posted again', async () => {
    await waitTooLong()
    const hit = fault({ route: post, kind: 'lost-answer', times: 4 })
    worker = await startWorker()
    await expect.poll(() => hit.hits).toBe(4)
    house.emulator.forgetNonces()
    await expectOnePicture()
    expect(anna.messages(channel)).toHaveLength(2)
  })
})

test('with all of these faults, the log names ids, and neither a token nor a prompt', async () => {
  const text = house.log.join('')
  expect(tokens.length).toBeGreaterThan(15)
  expect(tokens.filter((token) => text.includes(token))).toEqual([])
  expect(text).not.toMatch(/dragon \d/)
  const { applicationId } = (await ask()).interaction
  expect(text).toContain(`/webhooks/${applicationId}/…`)
  // The logger's own lines.
  const lines = house.log.map((line) => JSON.parse(line) as Record<string, unknown>)
  // A job carries the generation's id and nothing else.
  const isJob = ({ msg }: { msg?: unknown }) => msg === 'a job was dropped'
  const about = lines.filter((line) => line['generation'] !== undefined && !isJob(line))
  expect(about.length).toBeGreaterThan(30)
  expect(about.filter(({ interaction }) => interaction === undefined)).toEqual([])
})
