import { PermissionFlagsBits as P, Routes } from 'discord-api-types/v10'
import { RateLimitError } from '@discordjs/rest'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { png, refusal, startTestServer } from '#test/support/emulated-server.ts'
import type { TestServer } from '#test/support/emulated-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer({
    permissions: P.ViewChannel | P.SendMessages | P.EmbedLinks | P.AttachFiles | P.ReadMessageHistory,
  })
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
})

interface Posted {
  id: string
  attachments: { id: string }[]
}

/** The answer of a route that gives a message. */
async function post(body: unknown, files?: { name: string; data: Buffer }[]): Promise<Posted> {
  const options = files ? { body, files } : { body }
  // REST#post knows nothing of what a route answers; this one gives a message.
  return (await server.rest.post(Routes.channelMessages(server.channel.id), options)) as Posted
}
const edit = async (id: string, body: unknown, files?: { name: string; data: Buffer }[]) =>
  await server.rest.patch(Routes.channelMessage(server.channel.id, id), files ? { body, files } : { body })

test('everybody in the channel sees a message, its edit, and that it is gone', async () => {
  const bea = server.discord.person({ username: 'bea', guilds: [server.guild] })
  const { id } = await post({ content: 'hello' })
  await edit(id, { content: 'hello again' })
  for (const person of [server.anna, bea])
    expect(person.messages(server.channel)).toMatchObject([{ id, content: 'hello again', edited: true }])
  await server.rest.delete(Routes.channelMessage(server.channel.id, id))
  expect(server.anna.messages(server.channel)).toEqual([])
  expect(await refusal(edit(id, { content: 'x' }))).toMatchObject({ status: 404, code: 10_008 })
})

test('an enforced nonce gives the first message again, for some minutes', async () => {
  const body = { content: 'once', nonce: 'generation-1', enforce_nonce: true }
  const first = await post(body)
  expect((await post(body)).id).toBe(first.id)
  expect((await post({ ...body, enforce_nonce: false })).id).not.toBe(first.id)
  server.discord.clock.advance(10 * 60 * 1000)
  expect((await post(body)).id).not.toBe(first.id)
  expect(server.anna.messages(server.channel)).toHaveLength(3)
  server.discord.forgetNonces()
  await post(body)
  expect(server.anna.messages(server.channel)).toHaveLength(4)
})

test('a lost answer with a nonce is found again by the repeat', async () => {
  const body = { content: 'once', nonce: '7', enforce_nonce: true }
  server.discord.faults.next({ route: 'POST /channels/*/messages', kind: 'lost-answer' })
  await expect(post(body)).rejects.toThrow(/other side closed|ECONNRESET|socket/i)
  const [lost] = server.anna.messages(server.channel)
  expect((await post(body)).id).toBe(lost?.id)
})

test.each([
  ['View Channel', P.ViewChannel, 50_001],
  ['Send Messages', P.SendMessages, 50_013],
])('without %s nothing is posted', async (_name, permission, code) => {
  server.discord.world.overwrite(server.channel, server.application, { deny: permission })
  expect(await refusal(post({ content: 'x' }))).toMatchObject({ status: 403, code })
})

test('without Attach Files there are no files, without Embed Links the embeds are dropped', async () => {
  const { world } = server.discord
  world.overwrite(server.channel, server.application, { deny: P.AttachFiles | P.EmbedLinks })
  expect(await refusal(post({ content: 'x' }, [{ name: 'a.png', data: await png() }]))).toMatchObject({
    code: 50_013,
  })
  expect(await post({ content: 'x', embeds: [{ title: 'gone' }] })).toMatchObject({ embeds: [] })
})

test('threads ask for Send Messages In Threads instead', async () => {
  const thread = server.discord.world.createThread(server.channel)
  server.discord.world.overwrite(server.channel, server.application, { deny: P.SendMessagesInThreads })
  const call = server.rest.post(Routes.channelMessages(thread.id), { body: { content: 'x' } })
  expect(await refusal(call)).toMatchObject({ code: 50_013 })
})

test('nobody edits what somebody else wrote (50005), nor deletes it without Manage Messages', async () => {
  const { id } = await server.anna.send(server.channel, 'mine')
  expect(await refusal(edit(id, { content: 'yours' }))).toMatchObject({ status: 403, code: 50_005 })
  const remove = server.rest.delete(Routes.channelMessage(server.channel.id, id))
  expect(await refusal(remove)).toMatchObject({ code: 50_013 })
})

test('edits of a message that is older than an hour run out (30046)', async () => {
  const { id } = await post({ content: 'old' })
  server.discord.clock.advance(61 * 60 * 1000)
  for (const n of [1, 2, 3]) await edit(id, { content: `edit ${n}` })
  // discord.js takes it for a rate limit, and would wait for most of an hour.
  server.rest.options.rejectOnRateLimit = () => true
  await expect(edit(id, { content: 'too many' })).rejects.toBeInstanceOf(RateLimitError)
  expect(server.discord.restCalls().at(-1)).toMatchObject({ status: 429, responseBody: { code: 30_046 } })
  expect(server.anna.messages(server.channel)).toMatchObject([{ content: 'edit 3' }])
})

test('files: real sizes, alt text, links that expire, and those that an edit keeps', async () => {
  const picture = await png(32, 16)
  const first = await post({ attachments: [{ id: 0, description: 'a red field' }] }, [
    { name: 'my picture.png', data: picture },
  ])
  expect(first.attachments).toMatchObject([
    {
      filename: 'my_picture.png',
      width: 32,
      height: 16,
      content_type: 'image/png',
      description: 'a red field',
    },
  ])
  const seen = server.anna.messages(server.channel)[0]
  const url = seen?.images[0]?.url ?? ''
  expect(await server.anna.download(url)).toEqual(picture)
  await expect(server.anna.download(url.replace('hm=', 'hm=0'))).rejects.toThrow('404')
  const kept = first.attachments[0]?.id
  const both = await edit(first.id, { attachments: [{ id: kept }, { id: 0 }] }, [
    { name: 'b.png', data: picture },
  ])
  expect(both).toMatchObject({ attachments: [{ id: kept }, { filename: 'b.png' }] })
  expect(await edit(first.id, { content: 'no files', attachments: [] })).toMatchObject({ attachments: [] })
  await expect(server.anna.download(url)).rejects.toThrow('404')
})

test('a link is good for a day', async () => {
  await post({}, [{ name: 'a.png', data: await png() }])
  const before = server.anna.messages(server.channel)[0]?.images[0]?.url ?? ''
  server.discord.clock.advance(25 * 60 * 60 * 1000)
  await expect(server.anna.download(before)).rejects.toThrow('404')
  const after = server.anna.messages(server.channel)[0]?.images[0]?.url ?? ''
  expect((await server.anna.download(after)).byteLength).toBeGreaterThan(0)
})

test('direct messages: one channel, refused by those who want none (50007)', async () => {
  const open = async () =>
    await server.rest.post(Routes.userChannels(), { body: { recipient_id: server.anna.id } })
  const channel = server.anna.directMessages(server.application)
  expect(await open()).toMatchObject({ id: channel.id, type: 1 })
  const send = async () =>
    await server.rest.post(Routes.channelMessages(channel.id), { body: { content: 'hi' } })
  await send()
  expect(server.anna.messages(channel)).toMatchObject([{ content: 'hi' }])
  server.anna.user.acceptsDirectMessages = false
  expect(await refusal(send())).toMatchObject({ code: 50_007 })
})

test('messages are listed newest first, before and after one', async () => {
  server.discord.rateLimits.turn(false)
  const ids: string[] = []
  for (const content of ['a', 'b', 'c', 'd']) ids.push((await post({ content })).id)
  const list = async (query: Record<string, string>) =>
    await server.rest.get(Routes.channelMessages(server.channel.id), { query: new URLSearchParams(query) })
  expect(await list({ limit: '2' })).toMatchObject([{ content: 'd' }, { content: 'c' }])
  expect(await list({ before: ids[2] ?? '' })).toMatchObject([{ content: 'b' }, { content: 'a' }])
  expect(await list({ after: ids[1] ?? '' })).toMatchObject([{ content: 'd' }, { content: 'c' }])
})

test('an archived thread wakes up for a message, a locked one does not (50083)', async () => {
  const thread = server.discord.world.createThread(server.channel)
  const write = async () =>
    await server.rest.post(Routes.channelMessages(thread.id), { body: { content: 'x' } })
  server.discord.world.changeChannel(thread, { archived: true })
  await write()
  expect(thread.archived).toBe(false)
  const [message] = server.anna.messages(thread)
  server.discord.world.changeChannel(thread, { archived: true, locked: true })
  expect(await refusal(write())).toMatchObject({ code: 50_083 })
  const change = server.rest.patch(Routes.channelMessage(thread.id, message?.id ?? ''), {
    body: { content: 'y' },
  })
  expect(await refusal(change)).toMatchObject({ code: 50_083 })
})
