/**
 * Finds a thing by its name. A shortened name that ends in "…" finds the only thing whose name begins with it. Undefined when
 * there is none, or more than one.
 */
export function namedBy<Named extends { name: string }>(
  things: readonly Named[],
  name: string,
): Named | undefined {
  const exact = things.find((thing) => thing.name === name)
  if (exact !== undefined || !name.endsWith('…')) return exact
  const [only, ...others] = things.filter((thing) => thing.name.startsWith(name.slice(0, -1)))
  return others.length === 0 ? only : undefined
}
