import { floatAttribute, intAttribute, intsAttribute } from '#diffusion/onnx/encode.ts'
import { PaintError } from '#diffusion/errors.ts'
import { microsoft, type GraphBuilder, type Name } from './graph-builder.ts'
import type { StoredWeight, Weights } from './stored-weight.ts'

/** How many groups every group norm of Stable Diffusion has. */
const normGroups = 32
const layerNormEpsilon = 1e-5

/** A module's place in the graph (`/mid_block/resnets.0`, which names its nodes) and in the file (`middle_block.0`). */
export interface Place {
  path: string
  key: string
}

export function within({ path, key }: Place, pathName: string, keyName: string = pathName): Place {
  return { path: `${path}/${pathName}`, key: `${key}.${keyName}` }
}

/**
 * `x · Wᵀ + b` over rows `[m, in]` → `[m, out]`. W is `[out, in]`, or a convolution of 1×1, which over rows is the same.
 * @throws PaintError `bad_model` when the weight is neither, or takes other rows
 */
export function linear(g: GraphBuilder, w: Weights, { path, key }: Place, x: Name, inner: number): Name {
  const weight = w.get(`${key}.weight`)
  const out = weight.shape[0] ?? 0
  requireSize(weight, [out, inner])
  const inputs = [x, g.weight(weight, [out, inner])]
  if (w.has(`${key}.bias`)) inputs.push(vector(g, w, `${key}.bias`, out))
  return g.node('Gemm', inputs, { name: `${path}/Gemm`, attributes: [intAttribute('transB', 1)] })
}

export interface ConvolutionOptions {
  stride?: number
  pads?: readonly [top: number, left: number, bottom: number, right: number]
}

/** Over `[b, c, h, w]`, padded by half its kernel. @throws PaintError `bad_model` when it takes other channels */
export function convolution(
  g: GraphBuilder,
  w: Weights,
  { path, key }: Place,
  x: Name,
  channels: number,
  { stride = 1, pads }: ConvolutionOptions = {},
): Name {
  const weight = w.get(`${key}.weight`)
  // Newer files have a convolution of 1×1 as the matrix that it is.
  const [out = 0, , height = 1, width = 1] = weight.shape
  requireSize(weight, [out, channels, height, width])
  const inputs = [x, g.weight(weight, [out, channels, height, width])]
  if (w.has(`${key}.bias`)) inputs.push(vector(g, w, `${key}.bias`, out))
  const half = (height - 1) / 2
  return g.node('Conv', inputs, {
    name: `${path}/Conv`,
    attributes: [
      intsAttribute('kernel_shape', [height, width]),
      intsAttribute('strides', [stride, stride]),
      intsAttribute('pads', pads ?? [half, half, half, half]),
    ],
  })
}

/** Over `[b, c, h, w]`. The CPU has no operator for it: an instance norm over the groups, then scale and shift. */
export function groupNorm(
  g: GraphBuilder,
  w: Weights,
  { path, key }: Place,
  x: Name,
  channels: number,
  epsilon: number,
): Name {
  const grouped = g.reshape(x, g.integers([0, normGroups, -1]))
  const ones = g.floats(Array.from({ length: normGroups }, () => 1))
  const zeros = g.floats(Array.from({ length: normGroups }, () => 0))
  const normed = g.node('InstanceNormalization', [grouped, ones, zeros], {
    name: `${path}/InstanceNormalization`,
    attributes: [floatAttribute('epsilon', epsilon)],
  })
  const shaped = g.reshape(normed, g.node('Shape', [x]))
  const shape = [channels, 1, 1]
  const scaled = g.node('Mul', [shaped, vector(g, w, `${key}.weight`, channels, shape)], {
    name: `${path}/Mul`,
  })
  return g.node('Add', [scaled, vector(g, w, `${key}.bias`, channels, shape)], { name: `${path}/Add` })
}

/** Over rows `[m, width]`. */
export function layerNorm(g: GraphBuilder, w: Weights, { path, key }: Place, x: Name, width: number): Name {
  const weight = vector(g, w, `${key}.weight`, width)
  return g.node('LayerNormalization', [x, weight, vector(g, w, `${key}.bias`, width)], {
    name: `${path}/LayerNormalization`,
    attributes: [intAttribute('axis', -1), floatAttribute('epsilon', layerNormEpsilon)],
  })
}

/** `softmax(q kᵀ / √(width of a head)) v`; all `[b, tokens, heads · width]`. One node, which works in tiles. */
export function attention(g: GraphBuilder, path: string, q: Name, k: Name, v: Name, heads: number): Name {
  return g.node('MultiHeadAttention', [q, k, v], {
    name: `${path}/MultiHeadAttention`,
    domain: microsoft,
    attributes: [intAttribute('num_heads', heads)],
  })
}

function vector(
  g: GraphBuilder,
  w: Weights,
  key: string,
  length: number,
  dims: readonly number[] = [length],
): Name {
  const weight = w.get(key)
  requireSize(weight, [length])
  return g.weight(weight, dims)
}

/** How many output rows a weight has. */
export function outOf(w: Weights, key: string): number {
  return w.get(`${key}.weight`).shape[0] ?? 0
}

function requireSize({ file, name, shape }: StoredWeight, wanted: readonly number[]): void {
  const values = (dims: readonly number[]) => dims.reduce((product, dim) => product * dim, 1)
  if (values(shape) === values(wanted) && shape[0] === wanted[0]) return
  throw new PaintError(
    'bad_model',
    `${file} has its tensor ${name} as ${shape.join('×') || 'a single value'} where Stable Diffusion 1.x has ${wanted.join('×')}: it is another kind of model, or damaged.`,
  )
}
