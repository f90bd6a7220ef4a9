/**
 * The first key that an object of this JSON text has twice, if one has. `JSON.parse` keeps the last of them without a word, so two
 * readers of one file could see different tensors under a name.
 * @param json text that `JSON.parse` takes
 */
export function duplicateKey(json: string): string | undefined {
  /** The keys met in each open object; an open array has none. */
  const open: (Set<string> | undefined)[] = []
  let text: string | undefined
  for (let i = 0; i < json.length; i++) {
    switch (json.charAt(i)) {
      case '"': {
        const end = endOfText(json, i)
        text = json.slice(i, end + 1)
        i = end
        break
      }
      case ':': {
        const keys = open.at(-1)
        const key = text === undefined ? undefined : String(JSON.parse(text))
        if (!keys || key === undefined) break
        if (keys.has(key)) return key
        keys.add(key)
        break
      }
      case '{':
        open.push(new Set())
        break
      case '[':
        open.push(undefined)
        break
      case '}':
      case ']':
        open.pop()
        break
    }
  }
  return undefined
}

/** Where the text that begins at `start` has its closing quotation mark. */
function endOfText(json: string, start: number): number {
  let i = start + 1
  while (i < json.length && json[i] !== '"') i += json[i] === '\\' ? 2 : 1
  return i
}
