/**
 * Commands or buttons by the name that Discord sends.
 * @throws {Error} when a name is there twice: one of the two would never be called.
 */
export function byUniqueName<T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>()
  for (const item of items) {
    const name = nameOf(item)
    if (map.has(name)) throw new Error(`"${name}" has two handlers`)
    map.set(name, item)
  }
  return map
}
