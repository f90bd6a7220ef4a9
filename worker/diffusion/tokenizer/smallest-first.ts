/** A binary heap of numbers (Williams 1964): the smallest comes out first, at a cost that grows with the logarithm of how many there are. */
export class SmallestFirst {
  #numbers: Float64Array
  #count = 0

  /** @param most numbers that are in it at one time */
  constructor(most: number) {
    this.#numbers = new Float64Array(most)
  }

  push(number: number): void {
    const numbers = this.#numbers
    let at = this.#count++
    while (at > 0) {
      const above = (at - 1) >> 1
      const there = numbers[above] ?? 0
      if (there <= number) break
      numbers[at] = there
      at = above
    }
    numbers[at] = number
  }

  /** Takes the smallest out; undefined when none is left. */
  pop(): number | undefined {
    if (this.#count === 0) return undefined
    const numbers = this.#numbers
    const smallest = numbers[0]
    this.#count -= 1
    const last = numbers[this.#count] ?? 0
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= this.#count) break
      if (below + 1 < this.#count && (numbers[below + 1] ?? 0) < (numbers[below] ?? 0)) below += 1
      const there = numbers[below] ?? 0
      if (there >= last) break
      numbers[at] = there
      at = below
    }
    numbers[at] = last
    return smallest
  }
}
