import { faultPoint } from '#core/fault-points.ts'
import { runClockOn } from '#db/fair-shares.ts'
import { settingsOf } from '#db/generations.ts'
import { imagesOf } from '#db/images.ts'
import type { Generation, Image } from '#db/schema.ts'
import { settleDelivered } from '#db/settle.ts'
import { logBug } from '#core/logger.ts'
import { editOrPost } from '#delivery/deliver-picture.ts'
import { isForbidden, isOurMistake, isTooLarge } from '#delivery/discord-errors.ts'
import { pictureMessage, spoilerName } from '#messages/picture.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { ancestry } from './ancestry.ts'
import type { WorkerDeps } from './deps.ts'
import { giveUp } from './give-up.ts'
import { pictureFile } from './picture-file.ts'

/** Puts the painted pictures into the message, from the store, then settles. Can be repeated: it never paints or posts twice. */
export async function deliver(deps: WorkerDeps, row: Generation): Promise<void> {
  const texts = textsFor(row.locale).failures
  const images = await imagesOf(deps.db, row.id)
  try {
    const messageId = await show(deps, row, images, 'png').catch((error: unknown) => {
      if (!isTooLarge(error)) throw error
      deps.logger.info('too large for Discord as PNG: sent as WebP')
      return show(deps, row, images, 'smaller')
    })
    if (messageId === undefined) {
      deps.logger.error('a painted picture is not in the store')
      return await giveUp(deps, row, 'picture_lost', texts.pictureLost)
    }
    faultPoint('delivered')
    const settled = await settleDelivered(deps.db, row, { pictures: images.length, messageId })
    faultPoint('delivery settled')
    if (settled) await runClockOn(deps.db, { queue: row.model, ...row })
    deps.logger.info('delivered')
    return undefined
  } catch (error) {
    if (isOurMistake(error)) {
      const reference = logBug(deps.logger, error, 'Discord does not take the message of a picture')
      return giveUp(deps, row, 'bug', texts.bug(reference))
    }
    if (!isForbidden(error)) throw error
    deps.logger.warn({ err: error }, 'this channel is closed to us: the picture cannot be delivered')
    return giveUp(deps, row, 'forbidden', texts.forbidden)
  }
}

/** @returns the message's id; undefined when a picture is missing in the store */
async function show(
  deps: WorkerDeps,
  row: Generation,
  images: Image[],
  encoding: 'png' | 'smaller',
): Promise<string | undefined> {
  const plain = await pictureFile(deps.store, images, encoding)
  if (plain === undefined) return undefined
  const file = row.spoiler ? { ...plain, name: spoilerName(plain.name) } : plain
  const body = pictureMessage({
    images,
    fileName: file.name,
    settings: settingsOf(row),
    locale: row.locale,
    content: await ancestry(deps, row, images),
  })
  return editOrPost(deps, row, body, [file])
}
