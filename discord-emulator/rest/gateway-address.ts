import type { State } from '#discord-emulator/world/state.ts'
import { ok } from './route.ts'
import type { Route } from './route.ts'

const socketUrl = (state: State) => `${state.url.replace(/^http/, 'ws')}/gateway`

/** https://discord.com/developers/docs/events/gateway#get-gateway-bot */
export const gatewayAddressRoutes: Route[] = [
  {
    method: 'GET',
    path: '/gateway',
    auth: 'interaction',
    handle: ({ state }) => ok({ url: socketUrl(state) }),
  },
  {
    method: 'GET',
    path: '/gateway/bot',
    auth: 'bot',
    handle: ({ state }) =>
      ok({
        url: socketUrl(state),
        shards: 1,
        // Sixteen shards may identify at a time, so that tests with several need not wait 5 s for each.
        session_start_limit: { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 16 },
      }),
  },
]
