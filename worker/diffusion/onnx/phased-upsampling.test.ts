import { describe, expect, test } from 'vitest'
import { cpu } from '#diffusion/session/device.ts'
import { openSession } from '#diffusion/session/session.ts'
import { encodeModel, graphValue, innerTensor, intsAttribute, textAttribute } from './encode.ts'
import type { OnnxModel, OnnxNode } from './graph.ts'
import { withPhasedUpsampling } from './phased-upsampling.ts'

const channels = { in: 3, out: 5 }
const height = 4
const width = 6

const node = (opType: string, inputs: string[], output: string, attributes: Uint8Array[] = []): OnnxNode => ({
  opType,
  name: `/${output}`,
  domain: '',
  inputs,
  outputs: [output],
  attributes,
})
const wave = (length: number, pace: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * pace))

const nearest = [
  textAttribute('mode', 'nearest'),
  textAttribute('coordinate_transformation_mode', 'asymmetric'),
  textAttribute('nearest_mode', 'floor'),
]
const plain = [
  intsAttribute('kernel_shape', [3, 3]),
  intsAttribute('pads', [1, 1, 1, 1]),
  intsAttribute('strides', [1, 1]),
]

/** A picture doubled and convolved, as torch's exporter writes it. */
function doubledAndConvolved({
  scales = [1, 1, 2, 2],
  resize = nearest,
  convolution = plain,
  bias = true,
}): OnnxModel {
  const { in: from, out: to } = channels
  const initializers = [
    innerTensor('scales', 'float32', [4], Float32Array.from(scales)),
    innerTensor('weight', 'float32', [to, from, 3, 3], wave(to * from * 9, 0.7)),
    innerTensor('bias', 'float32', [to], wave(to, 1.3)),
  ]
  return {
    opsets: new Map([['', 17]]),
    rest: [],
    graph: {
      name: 'upsampler',
      nodes: [
        node('Resize', ['x', '', 'scales'], 'doubled', resize),
        node('Conv', ['doubled', 'weight', ...(bias ? ['bias'] : [])], 'y', convolution),
      ],
      initializers,
      inputs: [graphValue('x', 'float32', ['batch', from, 'h', 'w'])],
      outputs: [graphValue('y', 'float32', ['batch', to, 'h2', 'w2'])],
      rest: [],
    },
  }
}

async function run(model: OnnxModel): Promise<{ dims: readonly number[]; data: Float32Array }> {
  const session = await openSession('upsampler.onnx', { device: cpu, threads: 1, graph: encodeModel(model) })
  const x = { dims: [2, channels.in, height, width], data: wave(2 * channels.in * height * width, 0.37) }
  const { y } = await session.run({ x }, { y: undefined })
  await session.release()
  if (!y) throw new Error('There is no output.')
  return y
}

describe.each([true, false])('with a bias: %s', (bias) => {
  test('the four phases compute what the convolution of the doubled picture does, up to the borders', async () => {
    const model = doubledAndConvolved({ bias })
    const phased = withPhasedUpsampling(model)
    expect(phased.graph.nodes.map(({ opType }) => opType)).not.toContain('Resize')
    const expected = await run(model)
    const found = await run(phased)
    expect(found.dims).toEqual([2, channels.out, 2 * height, 2 * width])
    for (const [i, value] of expected.data.entries()) expect(found.data[i]).toBeCloseTo(value, 5)
  })
})

test.each([
  ['three times the size', { scales: [1, 1, 3, 3] }],
  ['another interpolation', { resize: [textAttribute('mode', 'linear'), ...nearest.slice(1)] }],
  ['pixels counted from their middles', { resize: nearest.slice(0, 1) }],
  [
    'a kernel of 1×1',
    { convolution: [intsAttribute('kernel_shape', [1, 1]), intsAttribute('pads', [0, 0, 0, 0])] },
  ],
  ['a stride', { convolution: [...plain.slice(0, 2), intsAttribute('strides', [2, 2])] }],
])('%s stays', (_, changed) => {
  const model = doubledAndConvolved(changed)
  expect(withPhasedUpsampling(model)).toBe(model)
})

test('a doubled picture that something else takes as well stays', () => {
  const model = doubledAndConvolved({})
  model.graph.outputs.push(graphValue('doubled', 'float32', ['batch', 'c', 'h2', 'w2']))
  expect(withPhasedUpsampling(model)).toBe(model)
})
