import type { Server } from 'node:http'
import { WebSocketServer } from 'ws'
import { isWebPage } from '#discord-emulator/bots-only.ts'
import type { Dispatch, State } from '#discord-emulator/world/state.ts'
import { Connection } from './connection.ts'
import { hears, withoutContent } from './intents.ts'
import type { Session } from './session.ts'

/** The bots' connections: https://discord.com/developers/docs/events/gateway */
export class Gateway {
  readonly #state: State
  readonly #sockets = new WebSocketServer({ noServer: true })
  readonly #sessions = new Map<string, Session>()
  #refusing = false

  constructor(state: State) {
    this.#state = state
    state.dispatch = (dispatch) => this.#dispatch(dispatch)
  }

  listen(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      if (this.#refusing || isWebPage(request) || !request.url?.startsWith('/gateway')) {
        socket.destroy()
        return
      }
      this.#sockets.handleUpgrade(request, socket, head, (client) => {
        new Connection(client, this.#state, this.#sessions).start()
      })
    })
  }

  /** Ends the bots' connections; `resumable: false` makes Discord forget their sessions too. */
  drop(options: { resumable?: boolean; code?: number; applicationId?: string } = {}): void {
    for (const session of this.#sessions.values()) {
      if (options.applicationId !== undefined && session.application.id !== options.applicationId) continue
      session.drop(options.code ?? 4000)
      if (options.resumable === false) this.#sessions.delete(session.id)
    }
  }

  /** Refuses new connections, as in an outage, or takes them again. */
  refuse(refusing: boolean): void {
    this.#refusing = refusing
  }

  connectedSessions(applicationId?: string): Session[] {
    return [...this.#sessions.values()].filter(
      (session) =>
        session.connected && (applicationId === undefined || session.application.id === applicationId),
    )
  }

  close(): void {
    for (const client of this.#sockets.clients) client.terminate()
    this.#sessions.clear()
    this.#sockets.close()
  }

  #dispatch({ t, d, applicationId, guildId }: Dispatch): void {
    for (const session of this.#sessions.values()) {
      if (applicationId !== undefined && session.application.id !== applicationId) continue
      if (!this.#isFor(session, guildId) || !hears(session.intents, t, guildId !== undefined)) continue
      session.dispatch(
        t,
        t.startsWith('MESSAGE_') ? withoutContent(session.intents, session.application.id, d) : d,
      )
    }
  }

  /** A server belongs to one shard, direct messages to the first: events/gateway#sharding */
  #isFor(session: Session, guildId: string | undefined): boolean {
    if (guildId === undefined) return session.shard === 0
    const shard = Number((BigInt(guildId) >> 22n) % BigInt(session.shards))
    const joined = this.#state.guilds.get(guildId)?.members.has(session.application.id) ?? false
    return joined && shard === session.shard
  }
}
