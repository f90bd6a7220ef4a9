/** Numbers by pairs of ids, in one block of memory: a `Map` would want each pair as one key, and takes ten times as long to ask. */
export class PairTable {
  readonly #mask: number
  /** `first`, `second`, `value` of each place, one after the other; places that are free hold `first` -1. */
  readonly #places: Int32Array

  /** @param most pairs that it holds at most */
  constructor(most: number) {
    // At least half of the places stay free, so that searches are short.
    const size = 2 ** Math.ceil(Math.log2(2 * Math.max(most, 1)))
    this.#mask = size - 1
    this.#places = new Int32Array(3 * size).fill(-1)
  }

  /** The value of a pair that is there already is replaced. */
  set(first: number, second: number, value: number): void {
    const at = this.#placeOf(first, second)
    this.#places[at] = first
    this.#places[at + 1] = second
    this.#places[at + 2] = value
  }

  /** -1 for a pair that isn't there. */
  get(first: number, second: number): number {
    return this.#places[this.#placeOf(first, second) + 2] ?? -1
  }

  /** Where a pair is, or the free place where it would be: the next ones behind its hash are looked through. */
  #placeOf(first: number, second: number): number {
    const hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
    for (let place = (hash ^ (hash >>> 15)) & this.#mask; ; place = (place + 1) & this.#mask) {
      const at = 3 * place
      const there = this.#places[at]
      if (there === -1 || (there === first && this.#places[at + 1] === second)) return at
    }
  }
}
