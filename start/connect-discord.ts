import { REST } from '@discordjs/rest'
import type { Config } from '#core/config.ts'
import { reachDiscord } from '#delivery/reach-discord.ts'
import { restOptions } from '#delivery/rest-options.ts'
import type { ConnectedDiscord } from './discord.ts'

/** @throws {PersonError} `discord_token`, `discord_unreachable` */
export async function connectDiscord(config: Config): Promise<ConnectedDiscord> {
  const { token } = config.discord
  if (token === undefined) {
    // Half of what this process would load, and nobody's with a token.
    const { startEmulatedDiscord } = await import('./emulated-discord.ts')
    return startEmulatedDiscord(config)
  }
  const rest = new REST(restOptions(config)).setToken(token)
  const application = await reachDiscord(rest)
  return {
    kind: 'real',
    application,
    rest,
    env: { DISCORD_TOKEN: token, DISCORD_APPLICATION_ID: application.id },
    close: async () => {},
  }
}
