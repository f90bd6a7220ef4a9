import { REST } from '@discordjs/rest'
import type { RawFile } from '@discordjs/rest'
import { Routes } from 'discord-api-types/v10'
import sharp from 'sharp'
import { startDiscordEmulator } from '#discord-emulator/emulator.ts'
import type { DiscordEmulator } from '#discord-emulator/emulator.ts'
import type { InteractionHandle } from '#discord-emulator/person/interaction-handle.ts'
import type { Person } from '#discord-emulator/person/person.ts'
import type { Application, Channel, Guild } from '#discord-emulator/world/records.ts'

export const imagine = {
  name: 'imagine',
  description: 'Paint a picture',
  options: [
    { type: 3, name: 'prompt', description: 'What to paint', required: true, max_length: 2000 },
    { type: 4, name: 'seed', description: 'Seed', min_value: 0, max_value: 4_294_967_295 },
    { type: 3, name: 'model', description: 'Model', autocomplete: true },
    {
      type: 3,
      name: 'scheduler',
      description: 'Scheduler',
      choices: [
        { name: 'DPM++ 2M Karras', value: 'dpmpp_2m_karras' },
        { name: 'PNDM', value: 'pndm' },
      ],
    },
    { type: 11, name: 'image', description: 'Start image' },
  ],
}

/** An emulator with a server, a channel, somebody in it, and an app that talks through the real @discordjs/rest. */
export interface TestServer {
  discord: DiscordEmulator
  application: Application
  guild: Guild
  channel: Channel
  anna: Person
  rest: REST
  /** `/imagine`, sent and not yet answered. */
  imagine: () => Promise<InteractionHandle>
  /** Answers an interaction, as discord.js does; `body` is `{ type, data }`. */
  answer: (handle: InteractionHandle, body: unknown, files?: RawFile[]) => Promise<unknown>
  [Symbol.asyncDispose]: () => Promise<void>
}

export async function startTestServer(
  options: { permissions?: bigint; ids?: Record<'application' | 'guild' | 'channel' | 'anna', string> } = {},
): Promise<TestServer> {
  const { ids } = options
  const discord = await startDiscordEmulator()
  const application = discord.world.createApplication({
    name: 'Dragon Wings',
    ...(ids ? { id: ids.application } : {}),
  })
  const guild = discord.world.createGuild(ids ? { id: ids.guild } : {})
  const channel = discord.world.createChannel(guild, {
    name: 'pictures',
    ...(ids ? { id: ids.channel } : {}),
  })
  discord.world.install(guild, application, options.permissions)
  const rest = new REST({ api: discord.apiUrl, retries: 0 }).setToken(application.token)
  await rest.put(Routes.applicationCommands(application.id), { body: [imagine] })
  const anna = discord.person({ username: 'anna', guilds: [guild], ...(ids ? { id: ids.anna } : {}) })
  return {
    discord,
    application,
    guild,
    channel,
    anna,
    rest,
    imagine: async () => await anna.slash(channel, 'imagine', { prompt: 'a red dragon' }, { until: 'sent' }),
    answer: async (handle, body, files) =>
      await rest.post(Routes.interactionCallback(handle.id, handle.interaction.token), {
        auth: false,
        body,
        query: new URLSearchParams({ with_response: 'true' }),
        ...(files ? { files } : {}),
      }),
    [Symbol.asyncDispose]: async () => await discord.close(),
  }
}

export async function png(width = 64, height = 48): Promise<Buffer> {
  return await sharp({ create: { width, height, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
}

/** A Discord error as `{ status, code, errors }`. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ status: unknown; code: unknown; rawError: unknown }> {
  const error: unknown = await call.then(
    () => new Error('It was accepted'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Error)) throw new Error('Something was thrown that is no error')
  const fields = new Map(Object.entries(error))
  if (!fields.has('code')) throw error
  return { status: fields.get('status'), code: fields.get('code'), rawError: fields.get('rawError') }
}
