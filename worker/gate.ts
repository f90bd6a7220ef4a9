/** Lets so many in at a time, in the order of arrival. */
export class Gate {
  readonly #slots: () => number
  readonly #waiting: (() => void)[] = []
  #inside = 0

  constructor(slots: () => number) {
    this.#slots = slots
  }

  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#inside >= this.#slots()) await new Promise<void>((enter) => this.#waiting.push(enter))
    else this.#inside += 1
    try {
      return await work()
    } finally {
      this.#inside -= 1
      this.open()
    }
  }

  /** Lets in who has room now; also after there are more slots. */
  open(): void {
    while (this.#inside < this.#slots()) {
      const next = this.#waiting.shift()
      if (!next) return
      this.#inside += 1
      next()
    }
  }
}
