import { bucketRows } from './batching.ts'
import type { ImageRun } from './image-run.ts'
import type { Model } from './model.ts'

/** One UNet call for images that may share it. After it each image still has to `read` its rows from the batch. */
export async function runUnet(model: Model, images: readonly ImageRun[]): Promise<(image: ImageRun) => void> {
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
  return (image) => image.read(batch, rowOf.get(image) ?? 0)
}
