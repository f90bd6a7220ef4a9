import type { DiscordEmulator } from '#discord-emulator/emulator.ts'
import type { BackstageView } from './protocol.ts'

/** https://discord.com/developers/docs/topics/rate-limits: 50 requests a second, 10,000 invalid ones in 10 minutes. */
const requestsPerSecond = 50
const invalidRequests = 10_000

/** Interactions have limits of their own. */
const isGlobal = (path: string) => !path.startsWith('/interactions/') && !path.startsWith('/webhooks/')

/** How near the bot is to Discord's limits. */
export function rateLimitsOf(emulator: DiscordEmulator): BackstageView['rateLimits'] {
  const now = emulator.clock.now()
  const calls = emulator.events.ofKind('rest')
  const lastSecond = calls.filter(({ at, call }) => at > now - 1000 && isGlobal(call.path))
  const lastMinute = calls.filter(({ at }) => at > now - 60_000)
  return [
    { name: 'Requests in the last second', used: lastSecond.length, limit: requestsPerSecond },
    {
      name: 'Invalid requests in 10 minutes',
      used: emulator.rateLimits.invalidRequests,
      limit: invalidRequests,
    },
    {
      name: 'Answered 429, of the last minute’s requests',
      used: lastMinute.filter(({ call }) => call.status === 429).length,
      limit: lastMinute.length,
    },
  ]
}
