/** The emulator's time, in milliseconds since the Unix epoch. */
export interface Clock {
  now(): number
  /** Calls back once, `ms` from now; returns what cancels it. Never keeps the process alive. */
  after(ms: number, callback: () => void): () => void
  close(): void
}

interface Alarm {
  dueAt: number
  ring: () => void
  timer: NodeJS.Timeout | undefined
}

/** Runs as the machine's clock does, and can be moved forward: tokens, links and nonces then age at once. */
export class SteerableClock implements Clock {
  #ahead = 0
  readonly #alarms = new Set<Alarm>()

  #frozenAt: number | undefined

  now(): number {
    return this.#frozenAt ?? Date.now() + this.#ahead
  }

  /** Time stands still from now on, and moves by `advance` alone: for tests on a machine that may be slow. */
  freeze(): void {
    this.#frozenAt = this.now()
    for (const alarm of this.#alarms) clearTimeout(alarm.timer)
  }

  after(ms: number, callback: () => void): () => void {
    const ring = () => {
      this.#alarms.delete(alarm)
      callback()
    }
    const alarm: Alarm = { dueAt: this.now() + ms, ring, timer: this.#start(ring, ms) }
    this.#alarms.add(alarm)
    return () => {
      clearTimeout(alarm.timer)
      this.#alarms.delete(alarm)
    }
  }

  /** Moves time forward; everything that falls due on the way happens now, in order. */
  advance(ms: number): void {
    this.#ahead += ms
    if (this.#frozenAt !== undefined) this.#frozenAt += ms
    const now = this.now()
    for (const alarm of [...this.#alarms].sort((a, b) => a.dueAt - b.dueAt)) {
      if (!this.#alarms.has(alarm)) continue
      clearTimeout(alarm.timer)
      if (alarm.dueAt <= now) alarm.ring()
      else alarm.timer = this.#start(alarm.ring, alarm.dueAt - now)
    }
  }

  #start(ring: () => void, ms: number): NodeJS.Timeout | undefined {
    return this.#frozenAt === undefined ? setTimeout(ring, ms).unref() : undefined
  }

  close(): void {
    for (const alarm of this.#alarms) clearTimeout(alarm.timer)
    this.#alarms.clear()
  }
}
