import type { RgbPixels } from '#diffusion/contract.ts'
import type { Tile } from './plan-tiles.ts'

/** Previews are this many times smaller than their pictures: latent size. */
const scale = 8

/** What a picture in tiles looks like on its way: its start image, small, with the tiles that are painted on it. */
export function tilePreview(
  start: RgbPixels,
  count: number,
): { show(tile: Tile, previews: readonly RgbPixels[]): void; images(): RgbPixels[] } {
  const width = start.width / scale
  const height = start.height / scale
  const small = Array.from({ length: count }, () => sampled(start, width, height))
  return {
    show(tile, previews) {
      const [across, down] = [tile.width / scale, tile.height / scale]
      for (const [index, preview] of previews.entries()) {
        const data = sampled(preview, across, down)
        for (let y = 0; y < down; y++) {
          const to = ((tile.top / scale + y) * width + tile.left / scale) * 3
          small[index]?.set(data.subarray(y * across * 3, (y + 1) * across * 3), to)
        }
      }
    },
    images: () => small.map((data) => ({ width, height, data: data.slice() })),
  }
}

/** A pixel from the middle of each place: it is looked at for a second. */
function sampled({ width, height, data }: RgbPixels, across: number, down: number): Uint8Array {
  if (width === across && height === down) return data.slice()
  return Uint8Array.from({ length: across * down * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3)
    const x = Math.floor((((pixel % across) + 0.5) * width) / across)
    const y = Math.floor(((Math.floor(pixel / across) + 0.5) * height) / down)
    return data[(y * width + x) * 3 + (i % 3)] ?? 0
  })
}
