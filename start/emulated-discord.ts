import { REST } from '@discordjs/rest'
import { Hono } from 'hono'
import { join, resolve } from 'node:path'
import type { Config } from '#core/config.ts'
import { startDiscordEmulator } from '#discord-emulator/emulator.ts'
import { rememberIn } from '#discord-emulator/memory/remember.ts'
import { examplesOf } from '#playground/server/examples.ts'
import { playgroundRoutes } from '#playground/server/routes.ts'
import { createPlaygroundWorld, playgroundSkuId } from '#playground/server/world.ts'
import type { ConnectedDiscord } from './discord.ts'
import { shellImagine, shellImagineExample } from './shell-imagine.ts'

/** A Discord on this machine with the playground in front of it: a page, and /imagine from the shell as its member. */
export async function startEmulatedDiscord(config: Config): Promise<ConnectedDiscord> {
  const emulator = await startDiscordEmulator()
  const world = createPlaygroundWorld(emulator)
  rememberIn(join(config.dataDir, 'playground'), emulator.state)
  const { application, guild, people, general } = world
  const { freePicturesPerDay, proPicturesPerDay } = config.tiers
  return {
    kind: 'emulated',
    application,
    rest: new REST({ version: '10', api: emulator.apiUrl }).setToken(application.token),
    env: {
      DISCORD_TOKEN: application.token,
      DISCORD_APPLICATION_ID: application.id,
      DISCORD_API_URL: emulator.apiUrl,
      FREE_PICTURES_PER_DAY: String(freePicturesPerDay),
      // Where free is generous, pro is no less: else a tier that is given or bought would change nothing.
      PRO_PICTURES_PER_DAY: String(Math.max(freePicturesPerDay, proPicturesPerDay)),
      PRO_SKU_IDS: [...config.discord.proSkuIds, playgroundSkuId].join(','),
    },
    routes: async (backstage) => {
      const examples = await examplesOf(resolve(config.modelsDir, config.model))
      const page = await playgroundRoutes({ emulator, world, host: config.http.host, examples, backstage })
      const shell = shellImagine({ member: people.member, channel: general, events: emulator.events })
      // The page first: its guard stands before both.
      return new Hono().route('/', page).route('/', shell)
    },
    member: { userId: people.member.id, guildId: guild.id },
    tryIt: shellImagineExample,
    close: () => emulator.close(),
  }
}
