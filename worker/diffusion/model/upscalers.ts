import { setImmediate as turn } from 'node:timers/promises'
import type { RgbPixels } from '#diffusion/contract.ts'
import { decidedDevice } from '#diffusion/session/device.ts'
import { ModelSessions } from './model-sessions.ts'
import type { OpenSession } from '#diffusion/session/session.ts'
import { createUpscaler, type Upscaler } from '#diffusion/networks/upscaler.ts'

export interface UpscalersOptions {
  device: string
  threads?: number
  openSession: OpenSession
}

/** The opened upscalers, by file. */
export class Upscalers {
  readonly #sessions: ModelSessions
  readonly #opened = new Map<string, Promise<Upscaler>>()

  constructor({ openSession, ...options }: UpscalersOptions) {
    this.#sessions = new ModelSessions(openSession, { ...options, device: decidedDevice(options.device) })
  }

  /** How many times as large its pictures are. @throws PaintError `bad_model` or `device` */
  async factor(file: string): Promise<number> {
    return (await this.#open(file)).factor
  }

  /** The abort ends it before the next run. @throws PaintError `bad_model` or `device` */
  async upscale(file: string, pixels: RgbPixels, signal: AbortSignal): Promise<RgbPixels> {
    const upscaler = await this.#open(file)
    return upscaler.upscale(pixels, async () => {
      await turn()
      signal.throwIfAborted()
    })
  }

  async close(): Promise<void> {
    this.#opened.clear()
    await this.#sessions.close()
  }

  #open(file: string): Promise<Upscaler> {
    const known = this.#opened.get(file)
    if (known) return known
    const opened = this.#sessions
      .open({ file }, 'upscaler', () => ({}))
      .then((session) => createUpscaler(file, session))
    this.#opened.set(file, opened)
    // The next request may find the file put right.
    opened.catch(() => this.#opened.delete(file))
    return opened
  }
}
