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

  /** Ends the queue; events that were pushed before are still delivered. */
  end(): void {
    this.#end ??= {}
    this.#wake?.()
  }

  /** Ends the queue with an error; undelivered events are dropped. */
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
