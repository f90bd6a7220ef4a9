/**
 * `NAME: HASH, NAME: HASH`, each name once and without the signs that part the pairs, as A1111 writes the hashes of LoRAs and
 * embeddings; undefined where there are none.
 */
export function hashPairs(files: readonly { name: string; hash: string }[]): string | undefined {
  const pairs = new Map(files.map(({ name, hash }) => [name.replaceAll(/[:,]/g, ''), hash]))
  return pairs.size === 0 ? undefined : Array.from(pairs, ([name, hash]) => `${name}: ${hash}`).join(', ')
}
