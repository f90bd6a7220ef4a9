import { REST } from '@discordjs/rest'
import { startDiscordEmulator } from '#discord-emulator/emulator.ts'
import type { ConnectedDiscord } from './discord.ts'
import { neededPermissions } from './invite-link.ts'
import { shellImagine, shellImagineExample } from './shell-imagine.ts'

/** The same at every start, so that quota and gallery in the database outlive the emulated world. */
const ids = {
  application: '900000000000000001',
  guild: '900000000000000002',
  owner: '900000000000000003',
  member: '900000000000000004',
}

/** A Discord on this machine with one server, our bot in it, and a member who types what the shell says. */
export async function startEmulatedDiscord(): Promise<ConnectedDiscord> {
  const emulator = await startDiscordEmulator()
  const { world } = emulator
  const application = world.createApplication({ id: ids.application, name: 'Dragon Wings' })
  const owner = world.createUser({ id: ids.owner, username: 'owner' })
  const guild = world.createGuild({ id: ids.guild, name: 'Dragon Wings', owner })
  const channel = world.createChannel(guild, { name: 'pictures' })
  // As somebody who followed the invite link would have let it in.
  const permissions = Object.values(neededPermissions).reduce((all, bit) => all | bit, 0n)
  world.install(guild, application, permissions)
  const member = emulator.person({ id: ids.member, username: 'you', guilds: [guild] })
  return {
    kind: 'emulated',
    application,
    rest: new REST({ version: '10', api: emulator.apiUrl }).setToken(application.token),
    env: {
      DISCORD_TOKEN: application.token,
      DISCORD_APPLICATION_ID: application.id,
      DISCORD_API_URL: emulator.apiUrl,
    },
    routes: shellImagine({ member, channel, events: emulator.events }),
    tryIt: shellImagineExample,
    close: () => emulator.close(),
  }
}
