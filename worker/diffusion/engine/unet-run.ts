import { bucketRows } from './batching.ts'
import type { ImageRun } from './image-run.ts'
import type { Denoised } from '#diffusion/networks/preview.ts'
import type { Model } from '#diffusion/model/model.ts'

/** Lets an image take its rows of the answer; `look` sees them before the scheduler does. */
export type ReadAnswer = (image: ImageRun, look?: (denoised: Denoised) => void) => void

/** One UNet call for images that may share it. After it each image still has to `read` its rows from the batch. */
export async function runUnet(model: Model, images: readonly ImageRun[]): Promise<ReadAnswer> {
  const [first] = images
  if (!first) throw new Error('A UNet run needs an image.')
  const rows = images.reduce((sum, image) => sum + image.rows, 0)
  const padded = model.device.provider === 'cpu' ? rows : bucketRows(rows)
  const batch = model.unet.batch(padded, first.height, first.width, first.text)
  const rowOf = new Map<ImageRun, number>()
  let row = 0
  for (const image of images) {
    rowOf.set(image, row)
    image.write(batch, row)
    row += image.rows
  }
  // Rows of padding repeat a real one: whatever an earlier batch left there might overflow.
  for (; row < padded; row++) batch.repeatFirstRow(row)
  await batch.run()
  return (image, look) => image.read(batch, rowOf.get(image) ?? 0, look)
}
