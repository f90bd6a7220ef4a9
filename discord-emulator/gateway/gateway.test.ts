import { Client, Events, GatewayIntentBits } from 'discord.js'
import { get } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { patienceMs } from '#discord-emulator/person/wait-for-message.ts'
import { startTestServer } from '#test/support/emulated-server.ts'
import type { TestServer } from '#test/support/emulated-server.ts'

let server: TestServer
const clients: Client[] = []

const frameSchema = z.object({
  op: z.number(),
  t: z.string().nullable(),
  d: z.union([z.looseObject({ session_id: z.string().optional() }), z.boolean()]).nullable(),
})
type Frame = z.infer<typeof frameSchema>

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
  await expect(client.login('nonsense')).rejects.toThrow('invalid token')
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

/** A connection without discord.js, which waits 5 s before it identifies a second time. */
async function connect(hello: object): Promise<{ frame: (op: number) => Promise<Frame> }> {
  const socket = new WebSocket(`${server.discord.url.replace('http', 'ws')}/gateway?v=10&encoding=json`)
  const frames: Frame[] = []
  socket.on('message', (data: Buffer) => frames.push(frameSchema.parse(JSON.parse(data.toString()))))
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify(hello))
  const frame = async (op: number) =>
    await vi.waitFor(() => {
      const found = frames.find((one) => one.op === op)
      if (!found) throw new Error(`No frame ${op} in ${JSON.stringify(frames)}`)
      return found
    }, patienceMs)
  return { frame }
}

test('a session that Discord has forgotten can’t be resumed', async () => {
  const { token } = server.application
  const first = await connect({ op: 2, d: { token, intents: 1, properties: {} } })
  const ready = (await first.frame(0)).d
  const session_id = typeof ready === 'object' ? ready?.session_id : undefined
  const resume = { op: 6, d: { token, session_id, seq: 1 } }
  server.discord.dropGateway()
  expect(await (await connect(resume)).frame(0)).toMatchObject({ t: 'GUILD_CREATE' })
  server.discord.dropGateway({ resumable: false })
  expect(await (await connect(resume)).frame(9)).toMatchObject({ op: 9, d: false })
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
      server.discord.clock.advance(1)
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
  expect(byFirst.length).toBeGreaterThan(0)
  expect(bySecond.length).toBeGreaterThan(0)
  expect(byFirst.toSorted()).toEqual(of(0).toSorted())
  expect(bySecond.toSorted()).toEqual(of(1).toSorted())
})

test('a privileged intent that is not switched on ends the connection (4014)', async () => {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent],
    rest: { api: server.discord.apiUrl },
  })
  clients.push(client)
  await expect(client.login(server.application.token)).rejects.toThrow('disallowed intents')
})

test('events need their intents, words the Message Content intent', async () => {
  server.application.privilegedIntents = GatewayIntentBits.MessageContent
  const client = await login({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] })
  const reader = await login({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
  })
  const deaf = await login()
  const heard: Record<string, string[]> = { client: [], reader: [], deaf: [] }
  for (const [name, one] of Object.entries({ client, reader, deaf }))
    one.on(Events.MessageCreate, (message) => heard[name]?.push(message.content))
  await server.anna.send(server.channel, 'hello')
  await vi.waitFor(() => expect(heard).toEqual({ client: [''], reader: ['hello'], deaf: [] }), patienceMs)
})

test('a bot hears of servers that it joins and leaves', async () => {
  const client = await login()
  const guild = server.discord.world.createGuild({ name: 'Second' })
  server.discord.world.install(guild, server.application)
  await vi.waitFor(() => expect(client.guilds.cache.get(guild.id)?.name).toBe('Second'), patienceMs)
  server.discord.world.leave(guild, server.application)
  await vi.waitFor(() => expect(client.guilds.cache.has(guild.id)).toBe(false), patienceMs)
})

test('a bot asks for members', async () => {
  server.application.privilegedIntents = GatewayIntentBits.GuildMembers
  const client = await login({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] })
  const guild = await client.guilds.fetch(server.guild.id)
  const members = await guild.members.fetch()
  expect(members.map(({ user }) => user.username).toSorted()).toEqual([
    'Dragon Wings',
    'anna',
    'server-owner',
  ])
})

test('a session that nobody resumes is forgotten after some minutes', async () => {
  const { token } = server.application
  const first = await connect({ op: 2, d: { token, intents: 1, properties: {} } })
  const ready = (await first.frame(0)).d
  const session_id = typeof ready === 'object' ? ready?.session_id : undefined
  server.discord.dropGateway()
  await vi.waitFor(() => expect(server.discord.events.ofKind('gateway.close')).toHaveLength(1), patienceMs)
  server.discord.clock.advance(10 * 60 * 1000)
  const second = await connect({ op: 6, d: { token, session_id, seq: 1 } })
  expect(await second.frame(9)).toMatchObject({ d: false })
})

test('nobody can connect during an outage', async () => {
  server.discord.gateway.refuse(true)
  const handle = await server.imagine()
  server.discord.clock.advance(3_000)
  expect(handle.failure).toBe('The application did not respond')
  expect(server.discord.gateway.connectedSessions()).toEqual([])
})

test('a web page in somebody’s browser reaches neither the gateway nor a route', async () => {
  const gateway = `${server.discord.url.replace('http', 'ws')}/gateway`
  const socket = new WebSocket(gateway, { headers: { origin: 'https://evil.example' } })
  const refused = new Promise((resolve) => socket.once('error', resolve))
  expect(String(await refused)).toMatch(/hang up|closed/)
  const ask = async (headers: Record<string, string>) =>
    await new Promise<number | undefined>((resolve) =>
      get(`${server.discord.apiUrl}/v10/gateway`, { headers }, ({ statusCode }) => resolve(statusCode)),
    )
  expect(await ask({ origin: 'https://evil.example' })).toBe(403)
  expect(await ask({ host: 'evil.example' })).toBe(403)
  expect(await ask({})).toBe(200)
})
