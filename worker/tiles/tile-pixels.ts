import type { RgbPixels } from '#diffusion/contract.ts'
import { type Tile, tileShares } from './plan-tiles.ts'

export function cropped({ width, data }: RgbPixels, tile: Tile): RgbPixels {
  const part = new Uint8Array(tile.width * tile.height * 3)
  for (let y = 0; y < tile.height; y++) {
    const from = ((tile.top + y) * width + tile.left) * 3
    part.set(data.subarray(from, from + tile.width * 3), y * tile.width * 3)
  }
  return { width: tile.width, height: tile.height, data: part }
}

/** A picture that is put together of tiles, which fade into each other where they overlap. */
export class TileCanvas {
  readonly #width: number
  readonly #height: number
  readonly #sums: Float32Array
  readonly #across: Map<number, Float32Array>
  readonly #down: Map<number, Float32Array>

  constructor({ width, height }: { width: number; height: number }, tiles: readonly Tile[]) {
    this.#width = width
    this.#height = height
    this.#sums = new Float32Array(width * height * 3)
    const [first] = tiles
    this.#across = shares(
      tiles.map(({ left }) => left),
      first?.width ?? width,
    )
    this.#down = shares(
      tiles.map(({ top }) => top),
      first?.height ?? height,
    )
  }

  add({ left, top, width, height }: Tile, { data }: RgbPixels): void {
    const across = this.#across.get(left) ?? new Float32Array(width)
    const down = this.#down.get(top) ?? new Float32Array(height)
    for (let y = 0; y < height; y++) {
      let at = ((top + y) * this.#width + left) * 3
      let from = y * width * 3
      for (let x = 0; x < width; x++) {
        const share = (across[x] ?? 0) * (down[y] ?? 0)
        for (let channel = 0; channel < 3; channel++, at++, from++)
          this.#sums[at] = (this.#sums[at] ?? 0) + share * (data[from] ?? 0)
      }
    }
  }

  pixels(): RgbPixels {
    const data = Uint8Array.from(this.#sums, (value) => Math.min(255, Math.round(value)))
    return { width: this.#width, height: this.#height, data }
  }
}

function shares(begins: readonly number[], tile: number): Map<number, Float32Array> {
  const starts = [...new Set(begins)].toSorted((a, b) => a - b)
  const found = tileShares(starts, tile)
  return new Map(starts.map((start, i) => [start, found[i] ?? new Float32Array(tile)]))
}
