import type { RateLimitData, RESTOptions } from '@discordjs/rest'
import type { Config } from '#core/config.ts'

/** A bucket is open again within seconds. A message that is too old for more edits (30046) names up to an hour. */
const longestWaitMs = 60_000

/** Of a message that is too old, Discord says so as a rate limit, which @discordjs/rest would wait out. */
function isTooOldMessage({ method, route, global, retryAfter, timeToReset }: RateLimitData): boolean {
  const waitMs = Math.max(retryAfter, timeToReset)
  return !global && method === 'PATCH' && route === '/channels/:id/messages/:id' && waitMs > longestWaitMs
}

/** How every process of ours speaks to Discord; `DISCORD_API_URL` puts another server in its place. */
export function restOptions(config: Config): Partial<RESTOptions> {
  const { apiUrl } = config.discord
  return {
    version: '10',
    rejectOnRateLimit: isTooOldMessage,
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
  }
}
