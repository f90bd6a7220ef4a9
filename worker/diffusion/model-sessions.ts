import type { Device } from './device.ts'
import { PaintError } from './errors.ts'
import type { OpenSession, Session } from './session.ts'

/** Opens a model's graphs, all on one device, and closes them together. */
export class ModelSessions {
  readonly #openSession: OpenSession
  readonly #threads: number | undefined
  readonly #sessions: Session[] = []
  #device: Device | undefined

  constructor(openSession: OpenSession, device: Device | 'auto', threads?: number) {
    this.#openSession = openSession
    this.#device = device === 'auto' ? undefined : device
    this.#threads = threads
  }

  /** The device of the first session that was opened; the CPU before. */
  get device(): Device {
    return this.#device ?? { provider: 'cpu', index: 0 }
  }

  /** `frugal`: as in SessionOptions. */
  async open(file: string, frugal: boolean): Promise<Session> {
    const session = this.#device
      ? await this.#openOn(this.#device, file, frugal)
      : await this.#openAnywhere(file, frugal)
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
