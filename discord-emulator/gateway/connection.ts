import { GatewayCloseCodes, GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10'
import type { RawData, WebSocket } from 'ws'
import { z } from 'zod'
import { renderGuildCreate } from '#discord-emulator/world/render-guild.ts'
import type { Application } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import { asksTooMuch } from './intents.ts'
import { sendMembers } from './members-chunk.ts'
import { Session } from './session.ts'

const heartbeatMs = 41_250
/** How long a session can be resumed; events/gateway#resuming names no number. */
const resumableMs = 3 * 60 * 1000

const frame = z.object({ op: z.enum(GatewayOpcodes), d: z.unknown().optional() })
const identify = z.object({
  token: z.string(),
  intents: z.number().int(),
  properties: z.object({}),
  shard: z.tuple([z.number().int(), z.number().int()]).optional(),
})
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.number().int() })

/** One socket: hello, identify or resume, heartbeats: https://discord.com/developers/docs/events/gateway#connections */
export class Connection {
  readonly #socket: WebSocket
  readonly #state: State
  readonly #sessions: Map<string, Session>
  #session: Session | undefined
  #silence: NodeJS.Timeout | undefined

  constructor(socket: WebSocket, state: State, sessions: Map<string, Session>) {
    this.#socket = socket
    this.#state = state
    this.#sessions = sessions
  }

  start(): void {
    this.#socket.on('message', (data) => this.#receive(data))
    this.#socket.on('error', () => this.#socket.terminate())
    this.#socket.on('close', (code) => {
      clearTimeout(this.#silence)
      if (this.#session) this.#leave(this.#session, code)
      if (this.#session)
        this.#state.events.emit({
          kind: 'gateway.close',
          sessionId: this.#session.id,
          applicationId: this.#session.application.id,
          code,
        })
    })
    this.#send(GatewayOpcodes.Hello, { heartbeat_interval: heartbeatMs })
    this.#expectHeartbeat()
  }

  /** A bot that says goodbye (1000, 1001) ends its session; any other end leaves it for a RESUME. */
  #leave(session: Session, code: number): void {
    session.detach(this.#socket)
    if (session.connected) return
    const forget = () => this.#sessions.delete(session.id)
    if (code === 1000 || code === 1001) forget()
    else this.#state.clock.after(resumableMs, () => session.connected || forget())
  }

  #receive(data: RawData): void {
    const parsed = frame.safeParse(parseJson(data))
    if (!parsed.success) return this.#socket.close(GatewayCloseCodes.UnknownOpcode)
    const { op, d } = parsed.data
    this.#state.events.emit({
      kind: 'gateway.frame',
      sessionId: this.#session?.id ?? null,
      direction: 'from bot',
      op,
      type: null,
      // The token stays out of every log.
      payload: op === GatewayOpcodes.Identify || op === GatewayOpcodes.Resume ? null : d,
    })
    if (op === GatewayOpcodes.Heartbeat) {
      this.#send(GatewayOpcodes.HeartbeatAck, null)
      this.#expectHeartbeat()
    } else if (op === GatewayOpcodes.Identify) this.#identify(d)
    else if (op === GatewayOpcodes.Resume) this.#resume(d)
    else if (!this.#session) this.#socket.close(GatewayCloseCodes.NotAuthenticated)
    else if (op === GatewayOpcodes.RequestGuildMembers) sendMembers(this.#state, this.#session, d)
    else if (op !== GatewayOpcodes.PresenceUpdate) this.#socket.close(GatewayCloseCodes.UnknownOpcode)
  }

  #identify(d: unknown): void {
    if (this.#session) return this.#socket.close(GatewayCloseCodes.AlreadyAuthenticated)
    const parsed = identify.safeParse(d)
    if (!parsed.success) return this.#socket.close(GatewayCloseCodes.DecodeError)
    const { token, intents, shard: [shard, shards] = [0, 1] } = parsed.data
    const application = this.#byToken(token)
    if (!application) return this.#socket.close(GatewayCloseCodes.AuthenticationFailed)
    if (asksTooMuch(intents, application.privilegedIntents))
      return this.#socket.close(GatewayCloseCodes.DisallowedIntents)
    if (shards < 1 || shard < 0 || shard >= shards) return this.#socket.close(GatewayCloseCodes.InvalidShard)
    const session = new Session(application, { intents, shard, shards }, this.#state.events)
    this.#open(session, false)
    this.#ready(session)
  }

  #ready(session: Session): void {
    const { application } = session
    const guilds = [...this.#state.guilds.values()].filter(
      (guild) =>
        guild.members.has(application.id) &&
        Number((BigInt(guild.id) >> 22n) % BigInt(session.shards)) === session.shard,
    )
    session.dispatch(GatewayDispatchEvents.Ready, {
      v: 10,
      user: { ...application.bot, verified: true, mfa_enabled: true, email: null, flags: 0 },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: `${this.#state.url.replace(/^http/, 'ws')}/gateway`,
      shard: [session.shard, session.shards],
      application: { id: application.id, flags: 0 },
    })
    for (const guild of guilds)
      session.dispatch(
        GatewayDispatchEvents.GuildCreate,
        renderGuildCreate(this.#state, guild, application.id),
      )
  }

  #resume(d: unknown): void {
    const parsed = resume.safeParse(d)
    if (!parsed.success) return this.#socket.close(GatewayCloseCodes.DecodeError)
    const session = this.#sessions.get(parsed.data.session_id)
    if (!session || session.application !== this.#byToken(parsed.data.token))
      return this.#send(GatewayOpcodes.InvalidSession, false)
    this.#open(session, true)
    if (!session.replay(parsed.data.seq)) return this.#send(GatewayOpcodes.InvalidSession, false)
    session.dispatch(GatewayDispatchEvents.Resumed, {})
  }

  #open(session: Session, resumed: boolean): void {
    session.attach(this.#socket)
    this.#session = session
    this.#sessions.set(session.id, session)
    const { id: applicationId } = session.application
    const { id: sessionId, shard } = session
    this.#state.events.emit({ kind: 'gateway.open', sessionId, applicationId, shard, resumed })
  }

  #byToken(token: string): Application | undefined {
    const bare = token.replace(/^Bot /, '')
    return [...this.#state.applications.values()].find((application) => application.token === bare)
  }

  /** A client that is silent for longer than a beat and a half is gone: events/gateway#sending-heartbeats */
  #expectHeartbeat(): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(
      () => this.#socket.close(GatewayCloseCodes.SessionTimedOut),
      heartbeatMs * 1.5,
    ).unref()
  }

  #send(op: GatewayOpcodes, d: unknown): void {
    this.#socket.send(JSON.stringify({ op, d, s: null, t: null }))
  }
}

function parseJson(data: RawData): unknown {
  try {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(new Uint8Array(data))
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
