import type { Values } from '#diffusion/session/values.ts'
import type { LoraTarget } from './module-index.ts'

/** A layer's weight as a matrix. */
export interface ModuleSize extends LoraTarget {
  /** Rows. */
  readonly out: number
  readonly inputs: number
  /** Numbers for each pair of an output and an input: 9 for a 3×3 convolution. */
  readonly kernel: number
  /** inputs × kernel */
  readonly columns: number
}

export function moduleSize({ name, dims }: LoraTarget): ModuleSize {
  const [out = 1, inputs = 1, ...kernelSides] = dims
  const kernel = kernelSides.reduce((product, side) => product * side, 1)
  return { name, out, inputs, kernel, columns: inputs * kernel, dims }
}

/** A tensor that does not fit its module: the end of a sentence that begins with the file's name. */
export class Misfit extends Error {
  constructor(what: string, tensor: Values, { name, dims }: LoraTarget) {
    super(
      `does not fit this model: its ${what} for ${name} is ${shapeText(tensor.dims)}, and the model's own ${shapeText(dims)}`,
    )
  }
}

function shapeText(dims: readonly number[]): string {
  return `[${dims.join(', ')}]`
}
