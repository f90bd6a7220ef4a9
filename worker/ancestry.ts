import sharp from 'sharp'
import { findGeneration } from '#db/generations.ts'
import { findImage, imagesOf } from '#db/images.ts'
import type { Generation, Image } from '#db/schema.ts'
import { messageLink } from '#messages/message-link.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { WorkerDeps } from './deps.ts'

/** Where company in a batch or a GPU's kernels change the last bits, two of 255 is still the same picture. */
const roundingMost = 2

/** Where a picture came from, as its message tells it; for `Same seed` also whether it is the same. Empty without a parent. */
export async function ancestry(
  deps: Pick<WorkerDeps, 'db' | 'store'>,
  row: Generation,
  images: Image[],
): Promise<string> {
  const parent = row.parentImageId === null ? undefined : await findImage(deps.db, row.parentImageId)
  const origin = parent && (await findGeneration(deps.db, parent.generationId))
  if (parent === undefined || origin === undefined) return ''
  const texts = textsFor(row.locale)
  const { messageId } = origin
  const link = messageId === null ? '' : messageLink({ ...origin, id: messageId })
  const from = row.kind === 'imagine' ? '' : texts.ancestry[row.kind](link)
  if (row.kind !== 'same_seed') return from
  // Of several, perhaps one alone was painted again.
  const originals = row.count === 1 ? [parent] : await imagesOf(deps.db, origin.id)
  const difference = await largestDifference(deps, images, originals)
  if (difference === undefined) return `${from}\n${texts.sameSeed.originalGone}`
  if (difference === 0) return `${from}\n${texts.sameSeed.identical}`
  const { rounding, different } = texts.sameSeed
  return `${from}\n${difference <= roundingMost ? rounding(difference) : different(difference)}`
}

/** Of 255, over all pixels of all pictures; undefined when an original's file is gone. */
async function largestDifference(
  { store }: Pick<WorkerDeps, 'store'>,
  images: Image[],
  originals: Image[],
): Promise<number | undefined> {
  let largest = 0
  for (const image of images) {
    const original = originals.find(({ seed, index }) => seed === image.seed && index === image.index)
    const same = original ?? originals.find(({ seed }) => seed === image.seed)
    const [a, b] = await Promise.all([store.get(image.id), same && store.get(same.id)])
    if (a === undefined || b === undefined) return undefined
    const [first, second] = await Promise.all([a, b].map((png) => sharp(png).removeAlpha().raw().toBuffer()))
    if (first?.length !== second?.length) return 255
    first?.forEach((value, i) => {
      largest = Math.max(largest, Math.abs(value - (second?.[i] ?? 0)))
    })
  }
  return largest
}
