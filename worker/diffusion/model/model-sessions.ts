import type { Device } from '#diffusion/session/device.ts'
import { openResting, partBytes, type RestingSession } from '#diffusion/session/resting-session.ts'
import type { OpenSession } from '#diffusion/session/session.ts'

/** SD 1.5's text encoder is opened again in a tenth of a second, its UNet in a few; a picture takes a minute and more there. */
const defaultRestFromBytes = 50e6

export interface SessionsOptions {
  device: Device
  /** Threads of the CPU provider. */
  threads?: number
  /** On a CPU, parts from this size on are let go while they have nothing to do. */
  restFromBytes?: number
}

/** Opens a model's graphs, all on one device, and closes them together. */
export class ModelSessions {
  readonly #openSession: OpenSession
  readonly #threads: number | undefined
  readonly #restFromBytes: number
  readonly #sessions: RestingSession[] = []
  readonly device: Device

  constructor(openSession: OpenSession, { device, threads, restFromBytes }: SessionsOptions) {
    this.#openSession = openSession
    this.#restFromBytes = restFromBytes ?? defaultRestFromBytes
    this.device = device
    this.#threads = threads
  }

  /** `frugal`: as in SessionOptions. `make`: the graph's bytes, where it isn't the file as it is. */
  async open(file: string, frugal: boolean, make?: () => Promise<Uint8Array>): Promise<RestingSession> {
    const bytes = await partBytes(file)
    const threads = this.#threads === undefined ? {} : { threads: this.#threads }
    const session = await openResting(
      async () => {
        const graph = await make?.()
        return this.#openSession(file, { device: this.device, frugal, ...(graph && { graph }), ...threads })
      },
      ({ device }) => device.provider === 'cpu' && bytes >= this.#restFromBytes,
    )
    this.#sessions.push(session)
    return session
  }

  async close(): Promise<void> {
    for (const session of this.#sessions.splice(0)) await session.release()
  }
}
