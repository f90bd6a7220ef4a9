import type { REST } from '@discordjs/rest'
import type { Hono } from 'hono'
import type { PlaygroundBackstage } from '#playground/server/backstage.ts'

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
    FREE_PICTURES_PER_DAY?: string
    PRO_PICTURES_PER_DAY?: string
  }
  /** What the emulated one adds to our HTTP server. */
  routes?(backstage: PlaygroundBackstage): Promise<Hono>
  /** Whom the API paints for when the start makes a key by itself; only the emulated one has such a person. */
  readonly member?: { userId: string; guildId: string }
  /** How to use it from a shell, given our address; only the emulated one needs it. */
  tryIt?(url: string): string
  close(): Promise<void>
}
