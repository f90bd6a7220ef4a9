/** Every text in a tree of texts with the keys that lead to it; those with gaps with `fill` in each of them. */
export function textsOf(value: unknown, fill: unknown, path = ''): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (typeof value === 'function') {
    return textsOf(value(...Array.from({ length: value.length }, () => fill)), fill, path)
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, fill, `${path}.${key}`))
}
