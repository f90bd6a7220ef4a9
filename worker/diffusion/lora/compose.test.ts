import { expect, it } from 'vitest'
import { compose } from './compose.ts'
import type { Lora } from './lora-file.ts'
import type { WeightChange } from './weight-change.ts'

const targets = {
  modules: new Map([['layer', { name: 'layer', dims: [4, 4] }]]),
  vectors: new Map([['layer.bias', { name: 'layer.bias', length: 2 }]]),
}
const base = Float32Array.from({ length: 16 }, (_, i) => Math.cos(i + 1))

function loraOf(change: WeightChange, bias?: number[]): Lora {
  return {
    changes: {
      unet: {
        weights: new Map([['layer', [change]]]),
        vectors: new Map(bias ? [['layer.bias', Float32Array.from(bias)]] : []),
      },
      text_encoder: { weights: new Map(), vectors: new Map() },
    },
    placed: 1,
    unplaced: [],
    bytes: 0,
  }
}
const lowRank = (seed: number): WeightChange => ({
  kind: 'low-rank',
  rank: 1,
  up: Float32Array.from({ length: 4 }, (_, i) => Math.sin(seed + i)),
  down: Float32Array.from({ length: 4 }, (_, i) => Math.sin(2 * seed - i)),
})
const deltaAt = (change: WeightChange, i: number) =>
  change.kind === 'low-rank'
    ? (change.up[i >> 2] ?? NaN) * (change.down[i & 3] ?? NaN)
    : (change.delta()[i] ?? NaN)

async function composed(...loras: { lora: Lora; weight: number }[]): Promise<number[]> {
  const { modules } = await compose('unet', loras, targets, async () => base)
  const delta = modules.get('layer')
  if (!delta) return []
  if ('full' in delta) return [...delta.full]
  return Array.from({ length: 16 }, (_, i) =>
    Array.from(
      { length: delta.rank },
      (_, r) => (delta.up[(i >> 2) * delta.rank + r] ?? NaN) * (delta.down[r * 4 + (i & 3)] ?? NaN),
    ).reduce((a, b) => a + b),
  )
}
function expectClose(delta: readonly number[], formula: (i: number) => number): void {
  expect(delta).toHaveLength(16)
  for (const [i, value] of delta.entries()) expect(value).toBeCloseTo(formula(i), 5)
}

it('multiplies by the weight, negative ones too, and leaves out what weighs nothing', async () => {
  const change = lowRank(1)
  expectClose(await composed({ lora: loraOf(change), weight: -0.5 }), (i) => -0.5 * deltaAt(change, i))
  expect(await composed({ lora: loraOf(change), weight: 0 })).toEqual([])
})

it('adds several up, the same one twice too, at low rank and above', async () => {
  const [a, b, c] = [lowRank(1), lowRank(5), lowRank(9)]
  const two = [a, b].map((change, i) => ({ lora: loraOf(change), weight: i + 0.5 }))
  expectClose(await composed(...two), (i) => 0.5 * deltaAt(a, i) + 1.5 * deltaAt(b, i))
  expectClose(
    await composed(...two, { lora: loraOf(c), weight: 1 }, { lora: loraOf(c), weight: 1 }),
    (i) => 0.5 * deltaAt(a, i) + 1.5 * deltaAt(b, i) + 2 * deltaAt(c, i),
  )
})

it.each(['output', 'input'] as const)(
  "brings DoRA's rows or columns (%s) to their lengths, over what came before",
  async (axis) => {
    const before = lowRank(2)
    const lengths = Float32Array.of(1, 2, 3, 4)
    const dora: WeightChange = { ...lowRank(7), magnitude: { axis, lengths } }
    const met = (i: number) => (base[i] ?? NaN) + 0.7 * deltaAt(before, i)
    const changed = (i: number) => met(i) + deltaAt(dora, i)
    const line = (i: number) => (axis === 'output' ? i >> 2 : i & 3)
    const norm = (of: number) =>
      Math.hypot(
        ...Array.from({ length: 16 }, (_, i) => i)
          .filter((i) => line(i) === of)
          .map(changed),
      )
    const formula = (i: number) =>
      0.7 * deltaAt(before, i) + 0.5 * ((changed(i) * (lengths[line(i)] ?? NaN)) / norm(line(i)) - met(i))
    expectClose(
      await composed({ lora: loraOf(before), weight: 0.7 }, { lora: loraOf(dora), weight: 0.5 }),
      formula,
    )
  },
)

it('adds vectors up by weight', async () => {
  const lora = loraOf(lowRank(1), [1, -2])
  const { vectors } = await compose(
    'unet',
    [
      { lora, weight: 2 },
      { lora, weight: -0.5 },
    ],
    targets,
    async () => base,
  )
  expect(vectors.get('layer.bias')).toEqual(Float32Array.of(1.5, -3))
})
