/** A map that forgets what was used longest ago once all it holds is too large together. What was put in last always stays. */
export class KeptBytes<Value extends { readonly bytes: number }> {
  readonly #kept = new Map<string, Value>()
  readonly #maxBytes: number

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get(key: string): Value | undefined {
    const value = this.#kept.get(key)
    if (value === undefined) return undefined
    // A Map keeps the order of insertion: inserting again makes it the latest.
    this.#kept.delete(key)
    this.#kept.set(key, value)
    return value
  }

  set(key: string, value: Value): void {
    this.#kept.delete(key)
    this.#kept.set(key, value)
    let bytes = 0
    for (const { bytes: own } of this.#kept.values()) bytes += own
    for (const [oldest, { bytes: own }] of this.#kept) {
      if (bytes <= this.#maxBytes || oldest === key) return
      this.#kept.delete(oldest)
      bytes -= own
    }
  }
}
