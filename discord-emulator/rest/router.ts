import type { Nonces } from './nonces.ts'
import { applicationCommandRoutes } from './application-commands.ts'
import { applicationRoutes } from './applications.ts'
import { channelMessageRoutes } from './channel-messages.ts'
import { channelRoutes } from './channels.ts'
import { gatewayAddressRoutes } from './gateway-address.ts'
import { guildRoutes } from './guilds.ts'
import { interactionCallbackRoutes } from './interaction-callback.ts'
import { interactionWebhookRoutes } from './interaction-webhook.ts'
import type { Route } from './route.ts'
import { userRoutes } from './users.ts'
import type { World } from '#discord-emulator/world/world.ts'

/** Every route that the emulator has. */
export function allRoutes(world: World, nonces: Nonces): Route[] {
  return [
    ...gatewayAddressRoutes,
    ...applicationRoutes,
    ...applicationCommandRoutes,
    ...userRoutes(world),
    ...guildRoutes,
    ...channelRoutes,
    ...channelMessageRoutes(nonces),
    ...interactionCallbackRoutes,
    ...interactionWebhookRoutes,
  ]
}

/** Finds a route by the parts of a path; a written part counts for more than a `{name}`. */
export class Router {
  readonly #routes: { route: Route; parts: string[] }[]

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, parts: route.path.split('/') }))
  }

  find(method: string, path: string): { route: Route; params: Record<string, string> } | undefined {
    const parts = path.split('/')
    for (const { route, parts: wanted } of this.#routes) {
      if (route.method !== method || wanted.length !== parts.length) continue
      const params = match(wanted, parts)
      if (params) return { route, params }
    }
    return undefined
  }
}

function match(wanted: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const given = parts[index] ?? ''
    if (part.startsWith('{')) params[part.slice(1, -1)] = given
    else if (part !== given) return undefined
  }
  return params
}
