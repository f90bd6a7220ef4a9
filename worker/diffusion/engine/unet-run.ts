import { bucketRows } from './batching.ts'
import type { RowGroup } from './image-run.ts'
import type { Denoised } from '#diffusion/networks/preview.ts'
import type { Model } from '#diffusion/model/model.ts'

/** Lets an image take a group's rows of the answer; `look` sees them before the scheduler does. Tells whether that was a step. */
export type ReadAnswer = (group: RowGroup, look?: (denoised: Denoised) => void) => boolean

/** One UNet call for groups of rows that may share it. After it each still has to `read` its rows from the batch. */
export async function runUnet(model: Model, groups: readonly RowGroup[]): Promise<ReadAnswer> {
  const [first] = groups
  if (!first) throw new Error('A UNet run needs an image.')
  const rows = groups.reduce((sum, group) => sum + group.rows, 0)
  const padded = model.device.provider === 'cpu' ? rows : bucketRows(rows)
  const { image } = first
  const batch = model.unet.batch(padded, image.height, image.width, image.conditioning(first))
  const rowOf = new Map<RowGroup, number>()
  let row = 0
  for (const group of groups) {
    rowOf.set(group, row)
    group.image.write(group, batch, row)
    row += group.rows
  }
  // Rows of padding repeat a real one: the values that an earlier batch left there might overflow.
  for (; row < padded; row++) batch.repeatFirstRow(row)
  await batch.run(first.image.adaptation?.feeds)
  return (group, look) => group.image.read(group, batch, rowOf.get(group) ?? 0, look)
}
