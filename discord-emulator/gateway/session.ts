import { GatewayOpcodes } from 'discord-api-types/v10'
import { randomBytes } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { EventFeed } from '#discord-emulator/events.ts'
import type { Application } from '#discord-emulator/world/records.ts'

/** Events kept for a connection that may come back with RESUME. */
const replayLimit = 5_000

/** One identified bot connection (a shard). Outlives its socket until it is resumed or forgotten. */
export class Session {
  readonly id = randomBytes(16).toString('hex')
  readonly application: Application
  readonly intents: number
  readonly shard: number
  readonly shards: number
  readonly #events: EventFeed
  #socket: WebSocket | undefined
  #seq = 0
  #sent: { seq: number; text: string }[] = []

  constructor(
    application: Application,
    given: { intents: number; shard: number; shards: number },
    events: EventFeed,
  ) {
    this.application = application
    this.intents = given.intents
    this.shard = given.shard
    this.shards = given.shards
    this.#events = events
  }

  get connected(): boolean {
    return this.#socket !== undefined
  }

  attach(socket: WebSocket): void {
    this.#socket = socket
  }

  detach(socket: WebSocket): void {
    if (this.#socket === socket) this.#socket = undefined
  }

  /** Ends the socket as a network or server fault does; the session stays for a RESUME. */
  drop(code: number): void {
    const socket = this.#socket
    this.#socket = undefined
    socket?.close(code)
  }

  dispatch(t: string, d: unknown): void {
    const seq = ++this.#seq
    const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, t, s: seq, d })
    this.#sent.push({ seq, text })
    if (this.#sent.length > replayLimit) this.#sent.shift()
    this.#socket?.send(text)
    this.#events.emit({
      kind: 'gateway.frame',
      sessionId: this.id,
      direction: 'to bot',
      op: GatewayOpcodes.Dispatch,
      type: t,
      payload: d,
    })
  }

  /** Sends again what came after `seq`; false when that is no longer known. */
  replay(seq: number): boolean {
    const first = this.#sent[0]
    if (seq > this.#seq || (first !== undefined && seq < first.seq - 1)) return false
    for (const event of this.#sent) if (event.seq > seq) this.#socket?.send(event.text)
    return true
  }
}
