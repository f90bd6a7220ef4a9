import { Client, Events, GatewayIntentBits } from 'discord.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startTestServer } from '#discord-emulator/test-server.ts'
import type { TestServer } from '#discord-emulator/test-server.ts'

let server: TestServer
const clients: Client[] = []
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map(async (client) => await client.destroy()))
  await server[Symbol.asyncDispose]()
})

async function login(
  more: { shards?: number[]; shardCount?: number; intents?: GatewayIntentBits[] } = {},
): Promise<Client> {
  const { intents = [GatewayIntentBits.Guilds], ...sharding } = more
  const client = new Client({ intents, rest: { api: server.discord.apiUrl }, ...sharding })
  clients.push(client)
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(server.application.token)
  await ready
  return client
}

/** Interactions that this client answers, by their ids. */
function answering(client: Client): string[] {
  const answered: string[] = []
  client.on(Events.InteractionCreate, (interaction) => {
    answered.push(interaction.id)
    if (interaction.isChatInputCommand()) void interaction.reply('here')
  })
  return answered
}

test('a wrong token is turned away', async () => {
  const client = new Client({ intents: [], rest: { api: server.discord.apiUrl } })
  clients.push(client)
  await expect(client.login('nonsense')).rejects.toThrow()
})

test('a dropped connection is resumed, and what happened meanwhile arrives', async () => {
  const client = await login()
  const answered = answering(client)
  const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve))
  server.discord.dropGateway()
  const handle = await server.imagine()
  await resumed
  await handle.settled()
  expect(handle.acknowledgement?.kind).toBe('message')
  expect(answered).toEqual([handle.id])
  expect(server.discord.events.ofKind('gateway.open').map(({ resumed }) => resumed)).toEqual([false, true])
})

test('a session that Discord has forgotten starts anew', async () => {
  const client = await login()
  const ready = new Promise((resolve) => client.once(Events.ShardReady, resolve))
  server.discord.dropGateway({ resumable: false })
  await ready
  answering(client)
  const handle = await server.imagine()
  await handle.settled()
  expect(handle.acknowledgement?.kind).toBe('message')
})

test('each server’s interactions reach its own shard', async () => {
  const { world } = server.discord
  const [first, second] = [
    await login({ shards: [0], shardCount: 2 }),
    await login({ shards: [1], shardCount: 2 }),
  ]
  const [byFirst, bySecond] = [answering(first), answering(second)]
  const handles = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const guild = world.createGuild()
      world.install(guild, server.application)
      const channel = world.createChannel(guild)
      const person = server.discord.person({ guilds: [guild] })
      const handle = await person.slash(channel, 'imagine', { prompt: 'x' })
      return {
        id: handle.id,
        shard: Number((BigInt(guild.id) >> 22n) % 2n),
        kind: handle.acknowledgement?.kind,
      }
    }),
  )
  expect(handles.every(({ kind }) => kind === 'message')).toBe(true)
  const of = (shard: number) => handles.filter((handle) => handle.shard === shard).map(({ id }) => id)
  expect(byFirst.toSorted()).toEqual(of(0).toSorted())
  expect(bySecond.toSorted()).toEqual(of(1).toSorted())
})

test('events need their intents, words the Message Content intent', async () => {
  const client = await login({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] })
  const reader = await login({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
  })
  const deaf = await login()
  const heard: Record<string, string[]> = { client: [], reader: [], deaf: [] }
  for (const [name, one] of Object.entries({ client, reader, deaf }))
    one.on(Events.MessageCreate, (message) => heard[name]?.push(message.content))
  await server.anna.send(server.channel, 'hello')
  await vi.waitFor(() => expect(heard).toEqual({ client: [''], reader: ['hello'], deaf: [] }))
})

test('a bot hears of servers that it joins and leaves', async () => {
  const client = await login()
  const guild = server.discord.world.createGuild({ name: 'Second' })
  server.discord.world.install(guild, server.application)
  await vi.waitFor(() => expect(client.guilds.cache.get(guild.id)?.name).toBe('Second'))
  server.discord.world.leave(guild, server.application)
  await vi.waitFor(() => expect(client.guilds.cache.has(guild.id)).toBe(false))
})

test('nobody can connect during an outage', async () => {
  server.discord.gateway.refuse(true)
  const handle = await server.imagine()
  server.discord.clock.advance(3_000)
  expect(handle.failure).toBe('The application did not respond')
  expect(server.discord.gateway.connectedSessions()).toEqual([])
})
