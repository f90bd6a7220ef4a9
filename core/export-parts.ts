/** Bytes of a picture in a ZIP beside its file and its prompts: two headers with its name, and its entry in `pictures.json`. */
const pictureOverheadBytes = 2048
/** Bytes of a ZIP's directory and of the request that carries it. */
const partOverheadBytes = 64 * 1024

export interface PictureSize {
  id: string
  /** Size of the file. */
  bytes: number
  /** Size of prompt and negative prompt in UTF-8. */
  words: number
}

/**
 * Distributes pictures, in their order, over ZIP files of at most `limit` bytes each.
 * `tooLarge` are those that do not fit into one alone.
 */
export function exportParts(
  pictures: readonly PictureSize[],
  limit: number,
): { parts: string[][]; tooLarge: string[] } {
  const room = limit - partOverheadBytes
  const parts: string[][] = []
  const tooLarge: string[] = []
  let filled = Infinity
  for (const { id, bytes, words } of pictures) {
    // JSON writes a quote with two characters.
    const size = bytes + 2 * words + pictureOverheadBytes
    if (size > room) {
      tooLarge.push(id)
      continue
    }
    if (filled + size > room) {
      parts.push([])
      filled = 0
    }
    parts.at(-1)?.push(id)
    filled += size
  }
  return { parts, tooLarge }
}
