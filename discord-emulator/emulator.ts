import type { AddressInfo } from 'node:net'
import { SteerableClock } from './clock.ts'
import { EventFeed } from './events.ts'
import { Faults, matchesRoute } from './faults.ts'
import { Gateway } from './gateway/gateway.ts'
import { createHttpServer } from './http-server.ts'
import { Person } from './person/person.ts'
import { createPerson } from './person/create-person.ts'
import type { PersonOptions } from './person/create-person.ts'
import { Nonces } from './rest/nonces.ts'
import { RateLimits } from './rest/rate-limits.ts'
import { allRoutes, Router } from './rest/router.ts'
import { compiledSchemas } from './rest/schema.ts'
import { State } from './world/state.ts'
import type { User } from './world/records.ts'
import { World } from './world/world.ts'
import type { RestCall } from './events.ts'

export interface EmulatorOptions {
  /** A free one by default. */
  port?: number
  /** 127.0.0.1 by default. */
  host?: string
  clock?: SteerableClock
}

/** A Discord on your own machine: REST v10, gateway and CDN for unmodified clients, and people to use it. */
export class DiscordEmulator {
  /** `DISCORD_API_URL`, and the `api` option of @discordjs/rest. */
  readonly apiUrl: string
  readonly url: string
  readonly clock: SteerableClock
  readonly events: EventFeed
  readonly faults: Faults
  readonly rateLimits: RateLimits
  readonly gateway: Gateway
  readonly world: World
  readonly state: State
  readonly #nonces: Nonces
  readonly #close: () => Promise<void>

  constructor(given: {
    state: State
    world: World
    clock: SteerableClock
    faults: Faults
    rateLimits: RateLimits
    gateway: Gateway
    nonces: Nonces
    close: () => Promise<void>
  }) {
    this.state = given.state
    this.url = given.state.url
    this.apiUrl = `${given.state.url}/api`
    this.clock = given.clock
    this.events = given.state.events
    this.faults = given.faults
    this.rateLimits = given.rateLimits
    this.gateway = given.gateway
    this.world = given.world
    this.#nonces = given.nonces
    this.#close = given.close
  }

  /** A new person at a keyboard, in these servers. */
  person(options: PersonOptions = {}): Person {
    return createPerson(this.state, this.world, options)
  }

  /** The client of somebody who exists already. */
  personOf(user: User): Person {
    return new Person(this.state, this.world, user)
  }

  /** Every REST call so far, optionally those of one route (`PATCH /webhooks/*\/*\/messages/*`). */
  restCalls(route?: string): RestCall[] {
    const calls = this.events.ofKind('rest').map(({ call }) => call)
    return route === undefined ? calls : calls.filter((call) => matchesRoute(route, call.method, call.path))
  }

  /** An interaction's token is from now on as old as its 15 minutes. */
  expireToken(interactionId: string): void {
    const interaction = this.state.interactions.get(interactionId)
    if (!interaction) throw new Error(`No interaction ${interactionId}`)
    interaction.tokenExpired = true
  }

  dropGateway(options?: { resumable?: boolean; code?: number; applicationId?: string }): void {
    this.gateway.drop(options)
  }

  /** Forgets all nonces, as Discord does after a few minutes. */
  forgetNonces(): void {
    this.#nonces.forget()
  }

  async close(): Promise<void> {
    await this.#close()
  }
}

export async function startDiscordEmulator(options: EmulatorOptions = {}): Promise<DiscordEmulator> {
  const clock = options.clock ?? new SteerableClock()
  const state = new State(clock, new EventFeed(clock))
  const world = new World(state)
  const faults = new Faults()
  const rateLimits = new RateLimits(clock)
  const nonces = new Nonces(clock)
  const gateway = new Gateway(state)
  const server = createHttpServer({
    state,
    events: state.events,
    faults,
    rateLimits,
    router: new Router(allRoutes(world, nonces)),
    schemas: compiledSchemas(),
  })
  gateway.listen(server)
  const host = options.host ?? '127.0.0.1'
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  // A TCP server's address is an object; only pipes have a string.
  const { port } = server.address() as AddressInfo
  state.url = `http://${host}:${port}`
  const close = async () => {
    gateway.close()
    clock.close()
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return new DiscordEmulator({ state, world, clock, faults, rateLimits, gateway, nonces, close })
}
