import type { Device } from '#diffusion/session/device.ts'
import { PaintError } from '#diffusion/errors.ts'
import { openResting, partBytes, type RestingSession } from '#diffusion/session/resting-session.ts'
import type { OpenSession, Session } from '#diffusion/session/session.ts'

/** SD 1.5's text encoder is opened again in a tenth of a second, its UNet in a few; a picture takes a minute and more there. */
const defaultRestFromBytes = 50e6

export interface SessionsOptions {
  device: Device | 'auto'
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
  #device: Device | undefined

  constructor(openSession: OpenSession, { device, threads, restFromBytes }: SessionsOptions) {
    this.#openSession = openSession
    this.#restFromBytes = restFromBytes ?? defaultRestFromBytes
    this.#device = device === 'auto' ? undefined : device
    this.#threads = threads
  }

  /** The device of the first session that was opened; the CPU before. */
  get device(): Device {
    return this.#device ?? { provider: 'cpu', index: 0 }
  }

  /** `frugal`: as in SessionOptions. */
  async open(file: string, frugal: boolean): Promise<RestingSession> {
    const bytes = await partBytes(file)
    const session = await openResting(
      async () =>
        this.#device ? this.#openOn(this.#device, file, frugal) : this.#openAnywhere(file, frugal),
      ({ device }) => device.provider === 'cpu' && bytes >= this.#restFromBytes,
    )
    this.#device ??= session.device
    this.#sessions.push(session)
    return session
  }

  async close(): Promise<void> {
    for (const session of this.#sessions.splice(0)) await session.release()
  }

  /** `auto`: CUDA where it can be had, else the CPU. */
  async #openAnywhere(file: string, frugal: boolean): Promise<Session> {
    try {
      return await this.#openOn({ provider: 'cuda', index: 0 }, file, frugal)
    } catch (error) {
      if (error instanceof PaintError && error.code === 'device')
        return this.#openOn({ provider: 'cpu', index: 0 }, file, frugal)
      throw error
    }
  }

  #openOn(device: Device, file: string, frugal: boolean): Promise<Session> {
    return this.#openSession(file, {
      device,
      frugal,
      ...(this.#threads !== undefined && { threads: this.#threads }),
    })
  }
}
