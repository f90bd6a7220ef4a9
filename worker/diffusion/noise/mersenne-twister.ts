const stateLength = 624
const shiftedBy = 397

/**
 * mt19937 (Matsumoto, Nishimura 1998), as torch's CPU generator runs it: returns the next 32-bit word at each call, as a
 * signed integer: JavaScript keeps those in registers, and unsigned ones not.
 * `seed`: any integer; its low 32 bits count.
 */
export function mersenneTwister(seed: number): () => number {
  const state = new Int32Array(stateLength)
  let word = seed | 0
  state[0] = word
  for (let i = 1; i < stateLength; i++) {
    word = (Math.imul(1812433253, word ^ (word >>> 30)) + i) | 0
    state[i] = word
  }
  const twist = (i: number, next: number, far: number) => {
    const mixed = ((state[i] ?? 0) & 0x80000000) | ((state[next] ?? 0) & 0x7fffffff)
    state[i] = (state[far] ?? 0) ^ (mixed >>> 1) ^ (-(mixed & 1) & 0x9908b0df)
  }
  const refill = () => {
    const turn = stateLength - shiftedBy
    for (let i = 0; i < turn; i++) twist(i, i + 1, i + shiftedBy)
    for (let i = turn; i < stateLength - 1; i++) twist(i, i + 1, i - turn)
    twist(stateLength - 1, 0, shiftedBy - 1)
  }
  let next = stateLength

  return () => {
    if (next === stateLength) {
      refill()
      next = 0
    }
    let y = (state[next++] ?? 0) | 0
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return y ^ (y >>> 18)
  }
}
