import { describe, expect, it } from 'vitest'
import { newValues, type Values } from '#diffusion/session/values.ts'
import { Misfit } from './module-size.ts'
import { readChange, type Tensors } from './read-change.ts'
import { deltaOf } from './weight-change.ts'

/** Numbers that differ from each other, the same in every run. */
let next = 1
function tensor(...dims: number[]): Values {
  const values = newValues(dims)
  for (let i = 0; i < values.data.length; i++) values.data[i] = Math.sin(next++ * 12.9898) * 0.5
  return values
}
const scalar = (value: number): Values => ({ dims: [], data: Float32Array.of(value) })

/** A number of a tensor by its indices, whatever its dimensions of size 1. */
function at({ dims, data }: Values, ...indices: number[]): number {
  return data[indices.reduce((offset, index, axis) => offset * (dims[axis] ?? 1) + index, 0)] ?? NaN
}

/** `Σ` over 0 … n − 1. */
function sum(n: number, term: (i: number) => number): number {
  return Array.from({ length: n }, (_, i) => term(i)).reduce((a, b) => a + b, 0)
}

/** Each number of a change, as its formula says. */
function expectChange(
  dims: readonly number[],
  tensors: Tensors,
  formula: (o: number, n: number, h: number, w: number) => number,
  scaleOfRank?: (rank: number) => number,
): void {
  const target = { name: 'layer', dims }
  const change = readChange(target, tensors, scaleOfRank)
  if (!change) throw new Error('no change')
  const delta = { dims, data: deltaOf(change, target) }
  const [out = 0, inputs = 0, height = 1, width = 1] = dims
  for (let o = 0; o < out; o++)
    for (let n = 0; n < inputs; n++)
      for (let h = 0; h < height; h++)
        for (let w = 0; w < width; w++)
          expect(at(delta, o, n, ...(dims.length > 2 ? [h, w] : []))).toBeCloseTo(formula(o, n, h, w), 5)
}

describe('LoRA', () => {
  it('is alpha / rank · up · down', () => {
    const down = tensor(3, 5)
    const up = tensor(4, 3)
    expectChange(
      [4, 5],
      { down, up, alpha: scalar(6) },
      (o, n) => 2 * sum(3, (r) => at(up, o, r) * at(down, r, n)),
    )
  })

  it('has a scale of 1 without alpha, or the one that the file gives elsewhere', () => {
    const down = tensor(2, 5)
    const up = tensor(4, 2)
    const product = (o: number, n: number) => sum(2, (r) => at(up, o, r) * at(down, r, n))
    expectChange([4, 5], { down, up }, product)
    expectChange(
      [4, 5],
      { down, up },
      (o, n) => (8 / 2) * product(o, n),
      (rank) => 8 / rank,
    )
  })

  it('takes a 1×1 convolution that is stored in two dimensions, and in four', () => {
    for (const ends of [[], [1, 1]]) {
      const down = tensor(2, 5, ...ends)
      const up = tensor(4, 2, ...ends)
      for (const kernel of [[], [1, 1]])
        expectChange([4, 5, ...kernel], { down, up }, (o, n) =>
          sum(2, (r) => (up.data[o * 2 + r] ?? NaN) * (down.data[r * 5 + n] ?? NaN)),
        )
    }
  })

  it('of a 3×3 convolution is flat', () => {
    const down = tensor(2, 5, 3, 3)
    const up = tensor(4, 2, 1, 1)
    expectChange(
      [4, 5, 3, 3],
      { down, up, alpha: scalar(1) },
      (o, n, h, w) => 0.5 * sum(2, (r) => (up.data[o * 2 + r] ?? NaN) * at(down, r, n, h, w)),
    )
  })

  it('with a middle is Σ mid[m, n, h, w] · up[o, m] · down[n, i]', () => {
    const down = tensor(2, 5, 1, 1)
    const mid = tensor(2, 2, 3, 3)
    const up = tensor(4, 2, 1, 1)
    expectChange(
      [4, 5, 3, 3],
      { down, mid, up, alpha: scalar(3) },
      (o, i, h, w) =>
        1.5 *
        sum(2, (m) =>
          sum(2, (n) => at(mid, m, n, h, w) * (up.data[o * 2 + m] ?? NaN) * (down.data[n * 5 + i] ?? NaN)),
        ),
    )
  })
})

describe('LoHa', () => {
  it.each([
    ['as two factors', 1],
    ['whole, where the rank is high', 3],
  ])('is the elementwise product of two products, %s', (_, rank) => {
    const tensors = { w1a: tensor(4, rank), w1b: tensor(rank, 5), w2a: tensor(4, rank), w2b: tensor(rank, 5) }
    const { w1a, w1b, w2a, w2b } = tensors
    expectChange(
      [4, 5],
      { ...tensors, alpha: scalar(1.5) },
      (o, n) =>
        (1.5 / rank) *
        sum(rank, (r) => at(w1a, o, r) * at(w1b, r, n)) *
        sum(rank, (r) => at(w2a, o, r) * at(w2b, r, n)),
    )
  })

  it('with cores is Σ t[i, j, h, w] · a[i, o] · b[j, n] on each side', () => {
    const tensors = {
      w1a: tensor(2, 4),
      w1b: tensor(2, 5),
      w2a: tensor(2, 4),
      w2b: tensor(2, 5),
      t1: tensor(2, 2, 3, 3),
      t2: tensor(2, 2, 3, 3),
    }
    const side = (t: Values, a: Values, b: Values) => (o: number, n: number, h: number, w: number) =>
      sum(2, (i) => sum(2, (j) => at(t, i, j, h, w) * at(a, i, o) * at(b, j, n)))
    const first = side(tensors.t1, tensors.w1a, tensors.w1b)
    const second = side(tensors.t2, tensors.w2a, tensors.w2b)
    expectChange(
      [4, 5, 3, 3],
      { ...tensors, alpha: scalar(1) },
      (...index) => 0.5 * first(...index) * second(...index),
    )
  })
})

describe('LoKr', () => {
  const kron =
    (
      w1: (a: number, b: number) => number,
      w2: (c: number, d: number, h: number, w: number) => number,
      c: number,
      d: number,
    ) =>
    (o: number, n: number, h: number, w: number) =>
      w1(Math.floor(o / c), Math.floor(n / d)) * w2(o % c, n % d, h, w)

  it('has a scale of 1 where both factors are whole', () => {
    const k1 = tensor(2, 3)
    const k2 = tensor(4, 5)
    expectChange(
      [8, 15],
      { k1, k2, alpha: scalar(7) },
      kron(
        (a, b) => at(k1, a, b),
        (c, d) => at(k2, c, d),
        4,
        5,
      ),
    )
  })

  it.each([
    ['as two factors', 1],
    ['whole, where the rank is high', 4],
  ])("takes the second factor's rank, %s", (_, rank) => {
    const k1 = tensor(2, 3)
    const k2a = tensor(4, rank)
    const k2b = tensor(rank, 5)
    const formula = kron(
      (a, b) => at(k1, a, b),
      (c, d) => sum(rank, (r) => at(k2a, c, r) * at(k2b, r, d)),
      4,
      5,
    )
    expectChange([8, 15], { k1, k2a, k2b, alpha: scalar(2) }, (...i) => (2 / rank) * formula(...i))
  })

  it("takes the first factor's rank where the second is whole, and kernels stay with the second", () => {
    const k1a = tensor(2, 2)
    const k1b = tensor(2, 3)
    const k2 = tensor(4, 5, 3, 3)
    const formula = kron(
      (a, b) => sum(2, (r) => at(k1a, a, r) * at(k1b, r, b)),
      (c, d, h, w) => at(k2, c, d, h, w),
      4,
      5,
    )
    expectChange([8, 15, 3, 3], { k1a, k1b, k2, alpha: scalar(1) }, (...i) => 0.5 * formula(...i))
  })

  it('takes a second factor of a convolution in two matrices, and with a core', () => {
    const k1 = tensor(2, 3)
    const k2a = tensor(4, 2)
    const k2b = tensor(2, 45)
    const flat = kron(
      (a, b) => at(k1, a, b),
      (c, d, h, w) => sum(2, (r) => at(k2a, c, r) * (k2b.data[r * 45 + d * 9 + h * 3 + w] ?? NaN)),
      4,
      5,
    )
    expectChange([8, 15, 3, 3], { k1, k2a, k2b, alpha: scalar(2) }, flat)
    const core = { k1, k2a: tensor(2, 4), k2b: tensor(2, 5), kt2: tensor(2, 2, 3, 3) }
    const cored = kron(
      (a, b) => at(k1, a, b),
      (c, d, h, w) =>
        sum(2, (i) => sum(2, (j) => at(core.kt2, i, j, h, w) * at(core.k2a, i, c) * at(core.k2b, j, d))),
      4,
      5,
    )
    expectChange([8, 15, 3, 3], { ...core, alpha: scalar(1) }, (...i) => 0.5 * cored(...i))
  })
})

it('adds a full difference as it is, whatever alpha says', () => {
  const diff = tensor(4, 5)
  expectChange([4, 5], { diff, alpha: scalar(3) }, (o, n) => at(diff, o, n))
})

it('reads from its shape whether a magnitude is for rows or for columns', () => {
  const lora = { down: tensor(2, 4), up: tensor(4, 2) }
  const axis = (dims: number[], shape = [4, 4]) =>
    readChange({ name: 'layer', dims: shape }, { ...lora, dora: tensor(...dims) })?.magnitude?.axis
  expect(axis([4, 1])).toBe('output')
  expect(axis([1, 4])).toBe('input')
  expect(axis([4])).toBe('output')
  expect(axis([1, 4, 1, 1], [4, 4, 1, 1])).toBe('input')
  expect(axis([4, 1, 1, 1], [4, 4, 1, 1])).toBe('output')
})

it.each<[string, Tensors]>([
  ['lora_down', { down: tensor(2, 6), up: tensor(4, 2) }],
  ['lora_up', { down: tensor(2, 5), up: tensor(5, 2) }],
  ['lora_up', { down: tensor(2, 5), up: tensor(4, 3) }],
  ['lora_down', { down: tensor(0, 5), up: tensor(4, 0) }],
  ['diff', { diff: tensor(5, 5) }],
  ['hada_w1_b', { w1a: tensor(4, 2), w1b: tensor(2, 6), w2a: tensor(4, 2), w2b: tensor(2, 5) }],
  ['hada_w2_a', { w1a: tensor(4, 2), w1b: tensor(2, 5), w2a: tensor(3, 2), w2b: tensor(2, 5) }],
  ['lokr_w1', { k1: tensor(2, 3), k2: tensor(2, 1) }],
  ['lokr_w2', { k1: tensor(2, 5), k2: tensor(3, 1) }],
  ['dora_scale', { down: tensor(2, 5), up: tensor(4, 2), dora: tensor(3, 1) }],
])('refuses a %s that does not fit', (what, tensors) => {
  const read = () => readChange({ name: 'layer', dims: [4, 5] }, tensors)
  expect(read).toThrow(Misfit)
  expect(read).toThrow(`its ${what} for layer is`)
})
