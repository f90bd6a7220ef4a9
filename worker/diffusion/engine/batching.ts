/** One image that waits for its next UNet run. */
export interface Waiting {
  /** Images with equal keys may share a run: model, LoRAs, latent shape, conditioning shape (and timestep, where a graph has one). */
  readonly key: string
  /** 2 with guidance, 1 without. */
  readonly rows: number
  /** Latent pixels of a row: height × width. */
  readonly pixels: number
}

/**
 * Splits everything that waits into runs, so that each image is in exactly one: one round. A run holds at most
 * `maxRowPixels` (rows × latent pixels, which is what a run's memory follows) but at least one image.
 */
export function planRound<Image extends Waiting>(images: Iterable<Image>, maxRowPixels: number): Image[][] {
  const runs: Image[][] = []
  const open = new Map<string, { run: Image[]; rowPixels: number }>()
  for (const image of images) {
    const rowPixels = image.rows * image.pixels
    const group = open.get(image.key)
    if (group && group.rowPixels + rowPixels <= maxRowPixels) {
      group.run.push(image)
      group.rowPixels += rowPixels
    } else {
      const run = [image]
      runs.push(run)
      open.set(image.key, { run, rowPixels })
    }
  }
  return runs
}

/** Every new shape costs a search for the fastest kernels on CUDA and an engine build on TensorRT. */
const rowBuckets = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64]

/** How many rows a run gets on a GPU: the next bucket; a larger count is left as it is. */
export function bucketRows(rows: number): number {
  return rowBuckets.find((bucket) => bucket >= rows) ?? rows
}
