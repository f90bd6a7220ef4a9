/** When a painter that gives no word is taken for hung. */
export interface HangBounds {
  /** A kind of work met for the first time has this long, in milliseconds: opening a large model from a slow disk. Nothing has longer. */
  firstMs: number
  /** Later it has `factor` times what it is expected to take, but at least `leastMs`. */
  leastMs: number
  factor: number
}

export const defaultHangBounds: HangBounds = { firstMs: 15 * 60_000, leastMs: 30_000, factor: 20 }

/** Learns how long each kind of work takes at which size, and calls `onHang` when one takes far longer. */
export class HangWatch {
  readonly #bounds: HangBounds
  readonly #onHang: (seconds: number) => void
  /** For each kind of work: the size met and the longest it took, by powers of two of the size. */
  readonly #met = new Map<string, Map<number, Met>>()
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
      this.#learn(work, { size, ms: performance.now() - started })
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

  #learn(work: string, met: Met): void {
    const sizes = this.#met.get(work) ?? new Map<number, Met>()
    this.#met.set(work, sizes)
    const power = Math.floor(Math.log2(met.size))
    const slowest = sizes.get(power)
    if (!slowest || met.ms > slowest.ms) sizes.set(power, met)
  }

  #allowedMs(work: string, size: number): number {
    const { firstMs, leastMs, factor } = this.#bounds
    const sizes = [...(this.#met.get(work)?.values() ?? [])]
    const [nearest] = sizes.sort((a, b) => distance(a, size) - distance(b, size))
    if (!nearest) return firstMs
    // Attention grows with the square of a picture's size; a smaller one may still wait for the weights as long.
    const growth = Math.max(size / nearest.size, 1) ** 2
    return Math.min(Math.max(nearest.ms * growth * factor, leastMs), firstMs)
  }
}

interface Met {
  size: number
  ms: number
}

function distance(met: Met, size: number): number {
  return Math.abs(Math.log(met.size / size))
}
