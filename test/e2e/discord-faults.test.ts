import { GatewayDispatchEvents, PermissionFlagsBits } from 'discord-api-types/v10'
import { describe, expect, test, vi } from 'vitest'
import {
  callback,
  editByChannel,
  editByToken,
  free,
  houseWithFaults,
  isMixing,
  long,
  paid,
} from '#test/support/house-with-faults.ts'

const faulty = houseWithFaults()

describe('the acknowledgement', () => {
  test.each([
    ['its answer is lost', { kind: 'lost-answer' }],
    ['a server error', { kind: '500' }],
    ['a connection that is cut', { kind: 'reset' }],
    ['a rate limit of half a second', { kind: '429', retryAfterSeconds: 0.5 }],
  ] as const)('%s: it stands all the same, and one picture comes', async (_name, options) => {
    const hit = faulty.fault({ route: callback, ...options })
    await faulty.ask()
    await faulty.expectOnePicture()
    expect(hit.hits).toBe(1)
  })

  test('it hangs: nobody saw it, nobody pays', async () => {
    faulty.fault({ route: callback, kind: 'hang' })
    const asked = await (await faulty.ask()).settled()
    expect(asked.failure).toBe('The application did not respond')
    await expect.poll(faulty.rows).toEqual(free('released', 'not_acknowledged'))
  })

  test('too late (10062): released, and free', async () => {
    faulty.fault({
      route: callback,
      kind: 'error',
      status: 404,
      code: 10_062,
      message: 'Unknown interaction',
    })
    await faulty.ask()
    await expect.poll(faulty.rows).toEqual(free('released', 'not_acknowledged'))
  })

  test('nobody can say whether it stands: the reconciler asks again, and the picture comes', async () => {
    faulty.fault({ route: callback, kind: 'lost-answer' })
    const hit = faulty.fault({ route: callback, kind: '500', times: 3 })
    const blind = faulty.fault({ route: 'GET /webhooks/*/*/messages/*', kind: '500', times: 4 })
    await faulty.ask()
    await faulty.expectOnePicture()
    expect(hit.hits + blind.hits).toBe(7)
  })

  /** Meanwhile nobody can say what holds for a person here. */
  async function withStalledDatabase(stalled: () => Promise<void>) {
    await faulty.house.database.sql.begin(async (sql) => {
      await sql`lock table guild_settings in access exclusive mode`
      await stalled()
    })
  }

  test('decided late: it is deferred, and the picture comes in its place', async () => {
    let asked: Awaited<ReturnType<typeof faulty.ask>> | undefined
    await withStalledDatabase(async () => {
      asked = await (await faulty.ask()).settled()
    })
    expect(asked?.acknowledgement).toMatchObject({ kind: 'deferred', ephemeral: false })
    await faulty.expectOnePicture()
    expect(faulty.anna.messages(faulty.channel)).toHaveLength(1)
  })

  test.each([
    ['a refusal', 0],
    ['a refusal, with the deferral in doubt', 1],
  ])('decided late, %s: the deferral goes, and its person alone reads why', async (_name, inDoubt) => {
    if (inDoubt === 1) {
      faulty.fault({ route: callback, kind: 'lost-answer' })
      faulty.fault({ route: callback, kind: '500', times: 3 })
      faulty.fault({ route: 'GET /webhooks/*/*/messages/*', kind: '500', times: 4 })
    }
    let asked: Awaited<ReturnType<typeof faulty.ask>> | undefined
    await withStalledDatabase(async () => {
      asked = await (await faulty.ask({ steps: 150 })).settled()
    })
    expect(asked?.acknowledgement).toMatchObject({ kind: 'deferred', ephemeral: false })
    const told = await faulty.anna.sees(faulty.channel, ({ content }) => content.includes('steps'))
    expect(told.ephemeral).toBe(true)
    await expect.poll(() => faulty.anna.messages(faulty.channel)).toHaveLength(1)
    expect(await faulty.rows()).toEqual([])
  })

  test('the gateway sends the interaction twice, as after a resume: one picture', async () => {
    const asked = await faulty.ask()
    for (const session of faulty.house.emulator.gateway.connectedSessions()) {
      session.dispatch(GatewayDispatchEvents.InteractionCreate, asked.interaction.payload)
    }
    await faulty.expectOnePicture()
    await expect.poll(faulty.rows).toHaveLength(1)
    expect(faulty.anna.messages(faulty.channel)).toHaveLength(1)
  })
})

describe("the server's AutoMod", () => {
  const blocked = {
    kind: 'error',
    status: 400,
    message: 'Message was blocked by automatic moderation',
  } as const

  test('blocks the waiting message: its person is told privately, and nobody pays', async () => {
    const hit = faulty.fault({ route: callback, ...blocked, code: 200_000 })
    await faulty.ask()
    const told = await faulty.anna.sees(faulty.channel, ({ content }) =>
      content.includes('AutoMod blocked my message'),
    )
    expect(told.ephemeral).toBe(true)
    await expect.poll(faulty.rows).toEqual(free('released', 'automod'))
    expect(hit.hits).toBe(1)
  })

  test.each([200_000, 200_001])(
    'blocks the picture (%i): the message says so, and nobody pays',
    async (code) => {
      const asked = await faulty.ask(long)
      const message = await asked.reply(isMixing, 20_000)
      // Progress and the picture, but not the last word.
      faulty.house.emulator.faults.next({ route: editByToken, ...blocked, code, times: 1000 })
      faulty.house.emulator.faults.next({ route: editByChannel, ...blocked, code, times: 1000 })
      await vi.waitUntil(async () => (await faulty.rows())[0]?.state === 'painted', {
        timeout: 30_000,
        interval: 20,
      })
      const [row] = await faulty.rows()
      expect(row?.hold).toBe('HELD')
      await expect.poll(faulty.rows).toEqual(free('failed', 'automod'))
      // Even the word was blocked: the waiting message does not stand for ever.
      await expect
        .poll(() => faulty.anna.messages(faulty.channel).some(({ id }) => id === message.id))
        .toBe(false)
    },
  )
})

describe('while it is painted', () => {
  test('progress edits are refused for a while (429): the picture comes', async () => {
    const hit = faulty.fault({ route: editByToken, kind: '429', retryAfterSeconds: 1, times: 2 })
    await faulty.ask()
    await faulty.expectOnePicture()
    expect(hit.hits).toBe(2)
  })

  test('the gateway is lost and comes back: the picture comes, and buttons work', async () => {
    const asked = await faulty.ask(long)
    await asked.reply(isMixing, 20_000)
    faulty.house.emulator.dropGateway({ resumable: true })
    const done = await faulty.expectOnePicture()
    const again = await faulty.anna.press(done, 'Favourite')
    expect((await again.reply()).ephemeral).toBe(true)
  })

  test('its message is deleted: it counts as delivered', async () => {
    const asked = await faulty.ask(long)
    const message = await asked.reply(isMixing, 20_000)
    const moderator = faulty.house.emulator.person({
      username: `mod-${faulty.number}`,
      guilds: [faulty.house.server],
      permissions: PermissionFlagsBits.ManageMessages,
    })
    moderator.delete(message)
    await expect.poll(faulty.rows).toEqual(paid)
    expect(faulty.anna.messages(faulty.channel)).toEqual([])
  })

  test('its channel is deleted: it counts as delivered', async () => {
    const asked = await faulty.ask(long)
    await asked.reply(isMixing, 20_000)
    faulty.house.emulator.world.deleteChannel(faulty.channel)
    await expect.poll(faulty.rows).toEqual(paid)
  })
})

test('with all of these faults, the log names ids, and neither a token nor a prompt', () =>
  faulty.expectDiscreetLog({ tokens: 15, lines: 30 }))
