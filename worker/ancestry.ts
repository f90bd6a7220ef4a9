import sharp from 'sharp'
import { findGeneration } from '#db/generations.ts'
import { findImage, imagesOf } from '#db/images.ts'
import type { Generation, Image } from '#db/schema.ts'
import { messageLink } from '#messages/message-link.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { readPngParameters } from '#store/png/encode-png.ts'
import { parseParametersText } from '#store/settings/a1111.ts'
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
  const from = row.kind === 'imagine' ? '' : texts.ancestry[row.kind](messageLink(origin) ?? '')
  if (row.kind !== 'same_seed') return from
  // Of several, perhaps one alone was painted again.
  const originals = row.count === 1 ? [parent] : await imagesOf(deps.db, origin.id)
  const difference = await differenceOf(deps, images, originals)
  const { originalGone, identical, rounding, different } = texts.sameSeed
  if (difference === undefined) return `${from}\n${originalGone}`
  const { largest, changed } = difference
  if (largest === 0) return `${from}\n${identical}`
  return `${from}\n${largest <= roundingMost ? rounding(largest) : different[changed](largest)}`
}

interface Difference {
  /** Of 255, over all pixels of all pictures. */
  largest: number
  /** Why, as their PNGs tell: where neither model nor device is another, our version is. */
  changed: 'model' | 'device' | 'version'
}

/** Undefined when an original's file is gone. */
async function differenceOf(
  { store }: Pick<WorkerDeps, 'store'>,
  images: Image[],
  originals: Image[],
): Promise<Difference | undefined> {
  let largest = 0
  let changed: Difference['changed'] = 'version'
  for (const image of images) {
    const original = originals.find(({ seed, index }) => seed === image.seed && index === image.index)
    const same = original ?? originals.find(({ seed }) => seed === image.seed)
    const [a, b] = await Promise.all([store.get(image.id), same && store.get(same.id)])
    if (a === undefined || b === undefined) return undefined
    changed = changedBetween(a, b)
    const [first, second] = await Promise.all([a, b].map((png) => sharp(png).removeAlpha().raw().toBuffer()))
    if (first?.length !== second?.length) return { largest: 255, changed }
    first?.forEach((value, i) => {
      largest = Math.max(largest, Math.abs(value - (second?.[i] ?? 0)))
    })
  }
  return { largest, changed }
}

/** The texts of older pictures don't name a device. */
function changedBetween(a: Buffer, b: Buffer): Difference['changed'] {
  const [now, before] = [a, b].map((png) => parseParametersText(readPngParameters(png) ?? '').settings)
  if (now?.['Model hash'] !== before?.['Model hash']) return 'model'
  const earlier = before?.['Device']
  return earlier !== undefined && earlier !== now?.['Device'] ? 'device' : 'version'
}
