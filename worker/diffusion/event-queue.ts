/** Events between the engine's loop and one `for await`: pushed at any time, taken in order. */
export class EventQueue<Event> {
  #events: Event[] = []
  #end: { error?: unknown } | undefined
  #wake: (() => void) | undefined

  push(event: Event): void {
    if (this.#end) return
    this.#events.push(event)
    this.#wake?.()
  }

  /** What was pushed before is still delivered. */
  end(): void {
    this.#end ??= {}
    this.#wake?.()
  }

  /** Undelivered events are dropped: who is told of a failure wants nothing else. */
  fail(error: unknown): void {
    if (this.#end) return
    this.#events = []
    this.#end = { error }
    this.#wake?.()
  }

  async *drain(): AsyncGenerator<Event, void, undefined> {
    for (;;) {
      const events = this.#events
      this.#events = []
      yield* events
      if (this.#events.length > 0) continue
      if (this.#end) {
        if ('error' in this.#end) throw this.#end.error
        return
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
      this.#wake = undefined
    }
  }
}
