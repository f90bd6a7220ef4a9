/** Numbers with a shape, row-major: how everything but session.ts sees a tensor. Whatever type the graph has, here it is float32. */
export interface Values {
  readonly dims: readonly number[]
  readonly data: Float32Array
}

export function newValues(dims: readonly number[]): Values {
  return { dims, data: new Float32Array(dims.reduce((size, dim) => size * dim, 1)) }
}
