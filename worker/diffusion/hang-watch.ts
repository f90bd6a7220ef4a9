/** When a painter that gives no word is taken for hung. */
export interface HangBounds {
  /** A kind of work met for the first time has this long, in milliseconds: opening a large model from a slow disk. */
  firstMs: number
  /** Later it has `factor` times what it took for its size, but at least `leastMs`. */
  leastMs: number
  factor: number
}

export const defaultHangBounds: HangBounds = { firstMs: 15 * 60_000, leastMs: 30_000, factor: 20 }

/** Learns how long each kind of work takes for its size, and calls `onHang` when one takes far longer. */
export class HangWatch {
  readonly #bounds: HangBounds
  readonly #onHang: (seconds: number) => void
  /** Milliseconds for each unit of size; the slowest met counts. */
  readonly #speeds = new Map<string, number>()
  #current: { work: string; size: number; started: number } | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(bounds: HangBounds, onHang: (seconds: number) => void) {
    this.#bounds = bounds
    this.#onHang = onHang
  }

  /** A request was sent to a painter that had none: its process may have to start first. */
  awaken(): void {
    this.#expectWord(this.#bounds.firstMs)
  }

  /** Work that blocks the painter begins. */
  busy(work: string, size: number): void {
    this.#current = { work, size: Math.max(size, 1), started: performance.now() }
    this.#expectWord(this.#allowedMs(work, size))
  }

  /** It is over; the next word comes soon. */
  idle(): void {
    if (this.#current) {
      const { work, size, started } = this.#current
      const speed = (performance.now() - started) / size
      this.#speeds.set(work, Math.max(speed, this.#speeds.get(work) ?? 0))
      this.#current = undefined
    }
    this.#expectWord(this.#bounds.leastMs)
  }

  /** The painter has no request, or has ended: no word is expected. */
  rest(): void {
    clearTimeout(this.#timer)
  }

  #expectWord(withinMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#onHang(Math.round(withinMs / 1000)), withinMs)
    this.#timer.unref()
  }

  #allowedMs(work: string, size: number): number {
    const { firstMs, leastMs, factor } = this.#bounds
    const speed = this.#speeds.get(work)
    return speed === undefined ? firstMs : Math.max(leastMs, speed * size * factor)
  }
}
