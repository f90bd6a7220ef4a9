import { REST } from '@discordjs/rest'
import type { Hono } from 'hono'
import type { Config } from '#core/config.ts'
import type { PlaygroundBackstage } from '#playground/server/backstage.ts'
import { reachDiscord } from '#delivery/reach-discord.ts'
import { restOptions } from '#delivery/rest-options.ts'
import { startEmulatedDiscord } from './emulated-discord.ts'

/** The Discord that this start works with: the real one, or the emulated one where there is no token. */
export interface ConnectedDiscord {
  readonly kind: 'real' | 'emulated'
  readonly application: { id: string; name: string }
  /** Authenticated as the bot. */
  readonly rest: REST
  /** What bot and worker find it by. */
  readonly env: {
    DISCORD_TOKEN: string
    DISCORD_APPLICATION_ID: string
    DISCORD_API_URL?: string
    PRO_SKU_IDS?: string
  }
  /** What the emulated one adds to our HTTP server. */
  routes?(backstage: PlaygroundBackstage): Promise<Hono>
  /** How to use it from a shell, given our address; only the emulated one needs it. */
  tryIt?(url: string): string
  close(): Promise<void>
}

/** @throws {PersonError} `discord_token`, `discord_unreachable` */
export async function connectDiscord(config: Config): Promise<ConnectedDiscord> {
  const { token } = config.discord
  if (token === undefined) return startEmulatedDiscord(config)
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
