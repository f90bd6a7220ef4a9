import { REST } from '@discordjs/rest'
import { PermissionFlagsBits, Routes } from 'discord-api-types/v10'
import { describe, expect, test } from 'vitest'
import { restOptions } from '#delivery/rest-options.ts'
import {
  editByChannel,
  editByToken,
  free,
  houseWithFaults,
  isMixing,
  long,
  post,
  showsPicture,
} from '#test/support/house-with-faults.ts'

const faulty = houseWithFaults()

describe('at the delivery', () => {
  test('the token has died: the same message is edited through the channel', async () => {
    const asked = await faulty.ask(long)
    const message = await asked.reply(isMixing, 20_000)
    faulty.house.emulator.expireToken(asked.id)
    expect((await faulty.expectOnePicture()).id).toBe(message.id)
    expect(faulty.house.emulator.restCalls(editByChannel).at(-1)?.files).toHaveLength(1)
  })

  test.each([
    ['its answer is lost', { kind: 'lost-answer', times: 1 }],
    ['an outage, longer than a client tries again', { kind: '500', times: 6 }],
  ] as const)('%s: one picture', async (_name, options) => {
    const asked = await faulty.ask(long)
    await asked.reply(isMixing, 20_000)
    const hit = faulty.fault({ route: editByToken, ...options })
    await faulty.expectOnePicture()
    expect(hit.hits).toBe(options.times)
  })

  test('too large (40005): the same picture as WebP', async () => {
    await faulty.worker.close()
    const asked = await faulty.ask()
    await asked.reply()
    const tooLarge = { status: 413, code: 40_005, message: 'Request entity too large' }
    const hit = faulty.fault({ route: editByToken, body: showsPicture, kind: 'error', ...tooLarge })
    faulty.worker = await faulty.startWorker()
    const done = await faulty.expectOnePicture()
    expect(done.images[0]?.url).toContain('.webp')
    expect(hit.hits).toBe(1)
  })

  test('Discord finds fault with it (50035): a reference, and a refund', async () => {
    await faulty.worker.close()
    const asked = await faulty.ask()
    await asked.reply()
    faulty.fault({
      route: editByToken,
      body: showsPicture,
      kind: 'error',
      status: 400,
      code: 50_035,
      message: 'Invalid Form Body',
    })
    faulty.worker = await faulty.startWorker()
    const told = await asked.reply(({ content }) => content.includes('reference'), 30_000)
    expect(told.images).toEqual([])
    await expect.poll(faulty.rows).toEqual(free('failed', 'bug'))
  })

  test('its thread fell asleep: a message wakes it, and shows the picture', async () => {
    const thread = faulty.house.emulator.world.createThread(faulty.channel, { name: 'dragons' })
    faulty.channel = thread
    const asked = await faulty.ask(long)
    const waiting = await asked.reply(isMixing, 20_000)
    faulty.house.emulator.expireToken(asked.id)
    faulty.house.emulator.world.changeChannel(thread, { archived: true })
    const done = await faulty.expectOnePicture()
    expect(done.id).not.toBe(waiting.id)
  })

  test('its thread was locked: nothing can be said there, and it costs nothing', async () => {
    const thread = faulty.house.emulator.world.createThread(faulty.channel, { name: 'dragons' })
    faulty.channel = thread
    const asked = await faulty.ask(long)
    await asked.reply(isMixing, 20_000)
    faulty.house.emulator.expireToken(asked.id)
    faulty.house.emulator.world.changeChannel(thread, { archived: true, locked: true })
    await expect.poll(faulty.rows).toEqual(free('failed', 'forbidden'))
  })

  test('a permission is missing by then: a word, and a refund', async () => {
    const { world } = faulty.house.emulator
    const { ViewChannel, SendMessages, EmbedLinks, AttachFiles } = PermissionFlagsBits
    const server = world.createGuild({ name: 'Careful people' })
    world.install(server, faulty.house.application, ViewChannel | SendMessages | EmbedLinks | AttachFiles)
    faulty.anna = faulty.house.emulator.person({ username: 'ben', guilds: [server] })
    faulty.channel = world.createChannel(server, { name: 'careful' })
    const asked = await faulty.ask(long)
    await asked.reply(isMixing, 20_000)
    faulty.house.emulator.expireToken(asked.id)
    world.overwrite(faulty.channel, faulty.house.application, { deny: AttachFiles })
    const told = await asked.reply(({ content }) => content.includes('may not post'), 30_000)
    expect(told.images).toEqual([])
    await expect.poll(faulty.rows).toEqual(free('failed', 'forbidden'))
  })
})

describe('a message too old for edits (30046)', () => {
  /** Waits for an hour in the queue, and has been edited as often as Discord lets anybody. */
  async function waitTooLong() {
    await faulty.worker.close()
    const asked = await faulty.ask()
    const message = await asked.reply()
    await expect.poll(faulty.rows).toMatchObject([{ state: 'queued' }])
    faulty.house.emulator.clock.advance(61 * 60 * 1000)
    const rest = new REST(restOptions(faulty.house.config)).setToken(faulty.house.application.token)
    for (let i = 0; i < 3; i++) {
      await rest.patch(Routes.channelMessage(faulty.channel.id, message.id), {
        body: { content: `edit ${i}` },
      })
    }
    return message
  }

  test('the answer to the new post is lost: one new message shows the picture', async () => {
    const old = await waitTooLong()
    const hit = faulty.fault({ route: post, kind: 'lost-answer' })
    faulty.worker = await faulty.startWorker()
    const done = await faulty.expectOnePicture()
    expect(hit.hits).toBe(1)
    expect(done.id).not.toBe(old.id)
    expect(faulty.anna.messages(faulty.channel)).toHaveLength(2)
  })

  test('all answers are lost, and Discord has forgotten the nonce: it is found, not posted again', async () => {
    await waitTooLong()
    const hit = faulty.fault({ route: post, kind: 'lost-answer', times: 4 })
    faulty.worker = await faulty.startWorker()
    await expect.poll(() => hit.hits).toBe(4)
    faulty.house.emulator.forgetNonces()
    await faulty.expectOnePicture()
    expect(faulty.anna.messages(faulty.channel)).toHaveLength(2)
  })
})

test('with all of these faults, the log names ids, and neither a token nor a prompt', () =>
  faulty.expectDiscreetLog({ tokens: 8, lines: 15 }))
