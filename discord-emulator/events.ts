import type { APIMessage, InteractionType } from 'discord-api-types/v10'
import type { Clock } from './clock.ts'
import type { AcknowledgementKind } from './interactions/interaction.ts'

/** The people who can see a message: everybody in the channel, or one person (ephemeral). */
export interface Audience {
  channelId: string
  guildId?: string
  onlyFor?: string
}

export interface RestCall {
  method: string
  /** Path without `/api/v10`, query left out: `/channels/1/messages`. */
  path: string
  /** Path as Discord's description writes it, `null` for one that the emulator does not know. */
  route: string | null
  query: string
  applicationId?: string
  requestBody: unknown
  files: { field: string; filename: string; size: number }[]
  /** `null` where no answer reached the client (a fault). */
  status: number | null
  responseBody: unknown
  /** Milliseconds from arrival to answer. */
  tookMs: number
  fault?: string
}

export type EventBody =
  | { kind: 'message.create'; audience: Audience; message: APIMessage }
  | { kind: 'message.edit'; audience: Audience; before: APIMessage; message: APIMessage }
  | { kind: 'message.delete'; audience: Audience; message: APIMessage }
  | { kind: 'typing'; audience: Audience; userId: string }
  | {
      kind: 'interaction.create'
      audience: Audience
      interactionId: string
      userId: string
      applicationId: string
      payload: unknown
    }
  | {
      kind: 'interaction.acknowledge'
      interactionId: string
      userId: string
      as: AcknowledgementKind
      afterMs: number
      ephemeral: boolean
      messageId?: string
    }
  | {
      kind: 'interaction.fail'
      audience: Audience
      interactionId: string
      interactionType: InteractionType
      userId: string
      text: string
    }
  | { kind: 'modal.open'; interactionId: string; userId: string; modal: unknown }
  | { kind: 'autocomplete.answer'; interactionId: string; userId: string; choices: unknown }
  | { kind: 'commands.change'; applicationId: string; guildId: string | null }
  | { kind: 'world.change'; what: 'guild' | 'channel' | 'member' | 'entitlement'; id: string }
  | { kind: 'rest'; call: RestCall }
  | { kind: 'gateway.open'; sessionId: string; applicationId: string; shard: number; resumed: boolean }
  | { kind: 'gateway.close'; sessionId: string; applicationId: string; code: number }
  | {
      kind: 'gateway.frame'
      sessionId: string | null
      direction: 'to bot' | 'from bot'
      op: number
      type: string | null
      payload: unknown
    }

export type EmulatorEvent = { seq: number; at: number } & EventBody
export type EventKind = EventBody['kind']
export type EventOf<K extends EventKind> = Extract<EmulatorEvent, { kind: K }>

const keptEvents = 20_000

/** Everything that happens, in order: what people see, REST calls, gateway traffic. */
export class EventFeed {
  readonly #clock: Clock
  readonly #listeners = new Set<(event: EmulatorEvent) => void>()
  #log: EmulatorEvent[] = []
  #seq = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  emit(body: EventBody): void {
    const event: EmulatorEvent = { seq: ++this.#seq, at: this.#clock.now(), ...body }
    this.#log.push(event)
    if (this.#log.length > keptEvents * 1.25) this.#log = this.#log.slice(-keptEvents)
    for (const listener of this.#listeners) listener(event)
  }

  /** Returns what ends the subscription. */
  subscribe(listener: (event: EmulatorEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The latest events (20,000 at least are kept), optionally those after a sequence number. */
  log(afterSeq = 0): readonly EmulatorEvent[] {
    return this.#log.filter((event) => event.seq > afterSeq)
  }

  ofKind<K extends EventKind>(kind: K, afterSeq = 0): EventOf<K>[] {
    return this.log(afterSeq).filter((event): event is EventOf<K> => event.kind === kind)
  }

  /** The number of the latest event: a place to look from later on. */
  get latest(): number {
    return this.#seq
  }

  /**
   * Asks `probe` now and after each event that `concerns` it, until it answers something.
   * Rejects after `timeoutMs` (real time) with the text that `explain` gives.
   */
  async until<T>(
    probe: () => T | undefined,
    given: { timeoutMs: number; explain: () => string; concerns?: (event: EmulatorEvent) => boolean },
  ): Promise<T> {
    const now = probe()
    if (now !== undefined) return now
    const { timeoutMs, explain, concerns = () => true } = given
    return await new Promise<T>((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        unsubscribe()
      }
      const timer = setTimeout(() => {
        end()
        reject(new Error(explain()))
      }, timeoutMs)
      const unsubscribe = this.subscribe((event) => {
        if (!concerns(event)) return
        try {
          const found = probe()
          if (found === undefined) return
          end()
          resolve(found)
        } catch (error) {
          end()
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      })
    })
  }
}
