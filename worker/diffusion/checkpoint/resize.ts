import { textAttribute } from '#diffusion/onnx/encode.ts'
import type { GraphBuilder, Name } from './graph-builder.ts'

const nearest = [
  textAttribute('mode', 'nearest'),
  textAttribute('coordinate_transformation_mode', 'asymmetric'),
  textAttribute('nearest_mode', 'floor'),
]

/** Nearest neighbour to twice the size, `[b, c, h, w]`. */
export function doubled(g: GraphBuilder, x: Name): Name {
  return g.node('Resize', [x, '', g.floats([1, 1, 2, 2])], { attributes: nearest })
}

/**
 * Nearest neighbour to the height and width of `like`: twice, or one less where that was odd before it was halved. So any size can
 * be painted that the VAE takes.
 */
export function resizedLike(g: GraphBuilder, x: Name, like: Name): Name {
  const part = (value: Name, from: number, to: number) =>
    g.node('Slice', [g.node('Shape', [value]), g.integers([from]), g.integers([to])])
  return g.node('Resize', [x, '', '', g.concat([part(x, 0, 2), part(like, 2, 4)], 0)], {
    attributes: nearest,
  })
}
