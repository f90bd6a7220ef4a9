/**
 * The thing of that name; or, where the name was shortened and ends in "…", the only one whose name begins so. Undefined when there
 * is none, or more than one.
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
