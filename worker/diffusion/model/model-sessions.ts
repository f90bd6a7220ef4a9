import type { Device } from '#diffusion/session/device.ts'
import { openResting, type RestingSession } from '#diffusion/session/resting-session.ts'
import type { OpenSession, SessionOptions } from '#diffusion/session/session.ts'
import { sourceBytes, type GraphSource } from './graph-source.ts'
import { openAdaptable, type AdaptablePart, type AdaptableSession } from './adaptable-session.ts'

/** SD 1.5's text encoder is opened again in a tenth of a second, its UNet in a few; a picture takes a minute and more there. */
const defaultRestFromBytes = 50e6

export interface SessionsOptions {
  device: Device
  /** Threads of the CPU provider. */
  threads?: number
  /** On a CPU, parts from this size on are let go while they have nothing to do. */
  restFromBytes?: number
}

/** From this size on a part's runs take so long that what adapters cost without being used is nothing. */
const largePartBytes = 50e6

/** From this size on what a graph over a checkpoint takes while it is opened counts, and it is opened in pieces. */
const piecedFromBytes = 1e9
const unetPieces = 4

/** How much memory a part may keep for how much speed. */
type Manner = Pick<SessionOptions, 'frugal' | 'givesBack'>

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

  /** `part`: what people call it; `manner`: asked whenever it is opened. */
  async open(source: GraphSource, part: string, manner: () => Manner): Promise<RestingSession> {
    const session = await this.#openResting(source, part, manner)
    this.#sessions.push(session)
    return session
  }

  /** The same for a part that LoRAs can change. */
  async openAdaptable(
    source: GraphSource,
    part: AdaptablePart,
    manner: () => Manner,
  ): Promise<AdaptableSession> {
    const bytes = await sourceBytes(source)
    const session = await openAdaptable({
      source,
      part,
      open: (graph) => this.#openResting(source, part, manner, graph),
      fromTheStart: bytes >= largePartBytes && this.device.provider === 'cpu',
    })
    this.#sessions.push(session)
    return session
  }

  async #openResting(
    source: GraphSource,
    part: string,
    manner: () => Manner,
    graph?: Uint8Array,
  ): Promise<RestingSession> {
    const bytes = await sourceBytes(source)
    const session = await openResting(
      async () => {
        // Asked even where another graph is opened: it says whether the weights are still those.
        const own = await source.made?.make()
        const opened = graph ?? own
        const session = await this.#openSession(source.file, {
          device: this.device,
          ...manner(),
          part,
          ...(opened && { graph: opened }),
          ...(own && !graph && part === 'unet' && { halvable: true }),
          ...(own && part === 'unet' && bytes >= piecedFromBytes && { pieces: unetPieces }),
          ...(this.#threads !== undefined && { threads: this.#threads }),
        })
        try {
          // And that they were until all of them were read.
          await source.made?.make()
        } catch (error) {
          await session.release()
          throw error
        }
        return session
      },
      ({ device }) => this.#restsOn(device, bytes),
    )
    return session
  }

  /** Whether a part is let go while it has nothing to do. */
  async rests(source: GraphSource): Promise<boolean> {
    return this.#restsOn(this.device, await sourceBytes(source))
  }

  #restsOn({ provider }: Device, bytes: number): boolean {
    return provider === 'cpu' && bytes >= this.#restFromBytes
  }

  async close(): Promise<void> {
    for (const session of this.#sessions.splice(0)) await session.release()
  }
}
