import { MessageFlags, Routes } from 'discord-api-types/v10'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refusal, startTestServer } from '#test/support/emulated-server.ts'
import type { TestServer } from '#test/support/emulated-server.ts'
import type { InteractionHandle } from '#discord-emulator/person/interaction-handle.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
})

const original = (handle: InteractionHandle) =>
  Routes.webhookMessage(handle.interaction.applicationId, handle.interaction.token, '@original')
const followUp = (handle: InteractionHandle) =>
  Routes.webhook(handle.interaction.applicationId, handle.interaction.token)

async function deferred(flags = 0): Promise<InteractionHandle> {
  const handle = await server.imagine()
  await server.answer(handle, { type: 5, data: { flags } })
  return handle
}

test('an answer with_response tells of its message', async () => {
  const handle = await server.imagine()
  const answer = await server.answer(handle, { type: 5, data: { flags: MessageFlags.Ephemeral } })
  const [message] = handle.messages()
  expect(answer).toMatchObject({
    interaction: {
      id: handle.id,
      response_message_id: message?.id,
      response_message_loading: true,
      response_message_ephemeral: true,
    },
  })
  expect(handle.acknowledgement).toMatchObject({ kind: 'deferred', ephemeral: true })
  expect(message).toMatchObject({ thinking: true, ephemeral: true })
})

test('nobody can answer twice (40060)', async () => {
  const handle = await deferred()
  expect(await refusal(server.answer(handle, { type: 4, data: { content: 'again' } }))).toMatchObject({
    status: 400,
    code: 40_060,
  })
})

test('after three seconds the person is told, and the answer finds nothing (10062)', async () => {
  const handle = await server.imagine()
  server.discord.clock.advance(3_000)
  expect(handle.failure).toBe('The application did not respond')
  expect(await refusal(server.answer(handle, { type: 5 }))).toMatchObject({ status: 404, code: 10_062 })
  expect(server.anna.messages(server.channel)).toEqual([])
})

test('a token that nobody has answered with has no @original (10015), a deleted one is 10008', async () => {
  const waiting = await server.imagine()
  expect(await refusal(server.rest.get(original(waiting), { auth: false }))).toMatchObject({ code: 10_015 })
  const handle = await deferred()
  await server.rest.delete(original(handle), { auth: false })
  expect(await refusal(server.rest.get(original(handle), { auth: false }))).toMatchObject({ code: 10_008 })
})

test('a token lives 15 minutes (50027)', async () => {
  const handle = await deferred()
  server.discord.clock.advance(15 * 60 * 1000 - 5_000)
  await server.rest.patch(original(handle), { auth: false, body: { content: 'in time' } })
  server.discord.clock.advance(6_000)
  const late = server.rest.patch(original(handle), { auth: false, body: { content: 'too late' } })
  expect(await refusal(late)).toMatchObject({ status: 401, code: 50_027 })
  expect(handle.messages()).toMatchObject([{ content: 'in time' }])
})

test('a token can be made old at once, and then the channel route still edits the same message', async () => {
  const handle = await deferred()
  server.discord.expireToken(handle.id)
  const late = server.rest.patch(original(handle), { auth: false, body: { content: 'too late' } })
  expect(await refusal(late)).toMatchObject({ code: 50_027 })
  const id = handle.messages()[0]?.id ?? ''
  await server.rest.patch(Routes.channelMessage(server.channel.id, id), { body: { content: 'done' } })
  expect(await handle.reply()).toMatchObject({ id, content: 'done', thinking: false })
})

test('the bot token does not see ephemeral messages (10008)', async () => {
  const handle = await deferred(MessageFlags.Ephemeral)
  const route = Routes.channelMessage(server.channel.id, handle.messages()[0]?.id ?? '')
  expect(await refusal(server.rest.patch(route, { body: { content: 'x' } }))).toMatchObject({ code: 10_008 })
  expect(await refusal(server.rest.get(route))).toMatchObject({ code: 10_008 })
})

test('the first follow-up after a deferral fills the deferred message, whose visibility stays', async () => {
  const handle = await deferred()
  const id = handle.messages()[0]?.id
  const body = { content: 'a secret?', flags: MessageFlags.Ephemeral }
  await server.rest.post(followUp(handle), { auth: false, body })
  expect(handle.messages()).toMatchObject([{ id, content: 'a secret?', ephemeral: false }])
  await server.rest.post(followUp(handle), { auth: false, body })
  expect(handle.messages()).toMatchObject([{ id }, { ephemeral: true, repliesTo: id }])
})

test('a deferred answer that was deleted lets the follow-up be ephemeral', async () => {
  const handle = await deferred()
  await server.rest.delete(original(handle), { auth: false })
  await server.rest.post(followUp(handle), {
    auth: false,
    body: { content: 'no', flags: MessageFlags.Ephemeral },
  })
  expect(handle.messages()).toMatchObject([{ content: 'no', ephemeral: true }])
  const bea = server.discord.person({ guilds: [server.guild] })
  expect(bea.messages(server.channel)).toEqual([])
})

test('@original may come percent-encoded', async () => {
  const handle = await deferred()
  const encoded = original(handle).replace('@', '%40')
  const edited = await server.rest.patch(encoded as `/${string}`, { auth: false, body: { content: 'ok' } })
  expect(edited).toMatchObject({ content: 'ok', edited_timestamp: null })
})

test('a modal can neither follow a deferral nor a modal', async () => {
  const modal = {
    type: 9,
    data: {
      custom_id: 'edit',
      title: 'Edit',
      components: [{ type: 18, label: 'Prompt', component: { type: 4, custom_id: 'prompt', style: 2 } }],
    },
  }
  const handle = await deferred()
  expect(await refusal(server.answer(handle, modal))).toMatchObject({ code: 40_060 })
  const first = await server.imagine()
  await server.answer(first, modal)
  const submitted = await server.anna.submitModal(first, { Prompt: 'a blue dragon' }, { until: 'sent' })
  expect(submitted.interaction.payload.data).toMatchObject({
    custom_id: 'edit',
    components: [{ type: 18, component: { type: 4, custom_id: 'prompt', value: 'a blue dragon' } }],
  })
  expect(await refusal(server.answer(submitted, modal))).toMatchObject({ code: 50_035 })
})

test('a command can be answered neither by an update nor by choices', async () => {
  const handle = await server.imagine()
  for (const type of [1, 6, 7, 8])
    expect(await refusal(server.answer(handle, { type, data: { choices: [] } }))).toMatchObject({
      code: 50_035,
    })
})

test('a bot token that is wrong is 401 also where none is needed', async () => {
  const handle = await deferred()
  const response = await fetch(`${server.discord.apiUrl}/v10${original(handle)}`, {
    headers: { authorization: 'Bot nonsense' },
  })
  expect(response.status).toBe(401)
})

test('interaction answers need no permissions in the channel', async () => {
  server.discord.world.overwrite(server.channel, server.application, { deny: 2048n | 1024n })
  const handle = await server.imagine()
  expect(handle.interaction.payload.app_permissions).toBeDefined()
  await server.answer(handle, { type: 4, data: { content: 'hello' } })
  expect(await handle.reply()).toMatchObject({ content: 'hello' })
})

test('“thinking…” that nothing follows ends as no answer when the token is old', async () => {
  const handle = await deferred()
  server.discord.clock.advance(15 * 60 * 1000)
  expect(handle.failure).toBe('The application did not respond')
  const answered = await deferred()
  await server.rest.patch(original(answered), { auth: false, body: { content: 'done' } })
  server.discord.clock.advance(15 * 60 * 1000)
  expect(answered.failure).toBeUndefined()
})
