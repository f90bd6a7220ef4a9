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

/**
 * What share each tile of one side has in each of its pixels. A pixel belongs to one tile, the border lying in the middle of where two
 * overlap, and that is blurred over the least overlap: so shares sum up to 1 and rise and fall no faster than that, also where three
 * tiles lie over each other.
 */
export function tileShares(starts: readonly number[], tile: number): Float32Array[] {
  const overlaps = starts.slice(1).map((start, i) => (starts[i] ?? 0) + tile - start)
  const borders = overlaps.map((overlap, i) => (starts[i + 1] ?? 0) + overlap / 2)
  const blur = Math.min(...overlaps)
  /** How much of the blurred pixel at `x` lies behind the border: 0 to 1. */
  const behind = (border: number, x: number) => Math.min(1, Math.max(0, (x + 0.5 - border) / blur + 0.5))
  return starts.map((start, i) => {
    const [left, right] = [borders[i - 1], borders[i]]
    return Float32Array.from({ length: tile }, (_, at) => {
      const x = start + at
      return (left === undefined ? 1 : behind(left, x)) - (right === undefined ? 0 : behind(right, x))
    })
  })
}
