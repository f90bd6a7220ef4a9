/** Numbers with a shape, row-major: how everything but session.ts sees a tensor. Whatever type the graph has, here it is float32. */
export interface Values {
  readonly dims: readonly number[]
  readonly data: Float32Array
}

/**
 * What a run is fed, from several sources; of values under one name the last counts. Made without a prototype: V8 takes 30 ms to spread 850 names into
 * an object that has one, and a graph that takes adapters has so many inputs.
 */
export function joinFeeds(
  ...sources: readonly (Readonly<Record<string, Values>> | undefined)[]
): Record<string, Values> {
  const feeds: Record<string, Values> = Object.create(null)
  return Object.assign(feeds, ...sources)
}

export function newValues(dims: readonly number[]): Values {
  return { dims, data: new Float32Array(dims.reduce((size, dim) => size * dim, 1)) }
}
