/** A part of a picture, in pixels. */
export interface Tile {
  left: number
  top: number
  width: number
  height: number
}

/** Latents are this wide: a tile begins on one, so that its picture is encoded as the whole one would be. */
const latentPixels = 8

/**
 * Where tiles begin that cover one side of a picture: as few as do, evenly spread, each sharing at least `overlap` with the next.
 * All in pixels and multiples of 8.
 */
export function tileStarts(length: number, tile: number, overlap: number): number[] {
  if (length <= tile) return [0]
  const last = Math.ceil((length - overlap) / (tile - overlap)) - 1
  return Array.from(
    { length: last + 1 },
    (_, i) => Math.floor((i * (length - tile)) / last / latentPixels) * latentPixels,
  )
}

/** The tiles of a picture, in reading order; one when it is no larger than a tile. */
export function planTiles(
  picture: { width: number; height: number },
  tile: { width: number; height: number; overlap: number },
): Tile[] {
  const width = Math.min(tile.width, picture.width)
  const height = Math.min(tile.height, picture.height)
  const lefts = tileStarts(picture.width, width, tile.overlap)
  return tileStarts(picture.height, height, tile.overlap).flatMap((top) =>
    lefts.map((left) => ({ left, top, width, height })),
  )
}

/** What share each tile of one side has in each of its pixels: shares rise and fall evenly where tiles overlap, and sum up to 1. */
export function tileShares(starts: readonly number[], tile: number, length: number): Float32Array[] {
  const sums = new Float64Array(length)
  const weights = starts.map((start, i) => {
    const previous = starts[i - 1]
    const next = starts[i + 1]
    const rise = previous === undefined ? 0 : previous + tile - start
    const fall = next === undefined ? 0 : start + tile - next
    return Float64Array.from({ length: tile }, (_, x) => {
      const weight = Math.min(1, (x + 0.5) / rise, (tile - x - 0.5) / fall)
      sums[start + x] = (sums[start + x] ?? 0) + weight
      return weight
    })
  })
  return weights.map((ones, i) =>
    Float32Array.from(ones, (weight, x) => weight / (sums[(starts[i] ?? 0) + x] ?? 1)),
  )
}
