const stateLength = 624
const shiftedBy = 397

/** mt19937 (Matsumoto, Nishimura 1998), as torch's CPU generator runs it. `seed`: any integer; its low 32 bits count. */
export class MersenneTwister {
  // Signed integers: JavaScript keeps those in registers, and unsigned ones not.
  readonly #state = new Int32Array(stateLength)
  #next = stateLength

  constructor(seed: number) {
    let word = seed | 0
    this.#state[0] = word
    for (let i = 1; i < stateLength; i++) {
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i) | 0
      this.#state[i] = word
    }
  }

  /** The next 32-bit word, as a signed integer. */
  word(): number {
    if (this.#next === stateLength) {
      twistAll(this.#state)
      this.#next = 0
    }
    return temper((this.#state[this.#next++] ?? 0) | 0)
  }

  /** The next values of 24 bits: float32 in [0, 1). From `from` on to the end of `out`. */
  fillUniform(out: Float32Array, from: number): void {
    const state = this.#state
    let next = this.#next
    for (let i = from; i < out.length; i++) {
      if (next === stateLength) {
        twistAll(state)
        next = 0
      }
      out[i] = (temper((state[next++] ?? 0) | 0) & 0xffffff) * 2 ** -24
    }
    this.#next = next
  }
}

function temper(word: number): number {
  let y = word
  y ^= y >>> 11
  y ^= (y << 7) & 0x9d2c5680
  y ^= (y << 15) & 0xefc60000
  return y ^ (y >>> 18)
}

function twistAll(state: Int32Array): void {
  const turn = stateLength - shiftedBy
  for (let i = 0; i < turn; i++) twist(state, i, i + 1, i + shiftedBy)
  for (let i = turn; i < stateLength - 1; i++) twist(state, i, i + 1, i - turn)
  twist(state, stateLength - 1, 0, shiftedBy - 1)
}

function twist(state: Int32Array, i: number, next: number, far: number): void {
  const mixed = ((state[i] ?? 0) & 0x80000000) | ((state[next] ?? 0) & 0x7fffffff)
  state[i] = (state[far] ?? 0) ^ (mixed >>> 1) ^ (-(mixed & 1) & 0x9908b0df)
}
