import { runClockOn } from '#db/fair-shares.ts'
import { settingsOf } from '#db/generations.ts'
import { imagesOf } from '#db/images.ts'
import type { Generation } from '#db/schema.ts'
import { settleDelivered } from '#db/settle.ts'
import { deliverPicture } from '#delivery/deliver-picture.ts'
import { isForbidden } from '#delivery/discord-errors.ts'
import { pictureMessage } from '#messages/picture.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { WorkerDeps } from './deps.ts'
import { giveUp } from './give-up.ts'

/** Puts the painted pictures into the message, from the store, then settles. Can be repeated: it never paints or posts twice. */
export async function deliver(deps: WorkerDeps, row: Generation): Promise<void> {
  const images = await imagesOf(deps.db, row.id)
  const [image] = images
  const png = image && (await deps.store.get(image.id))
  if (image === undefined || png === undefined) {
    deps.logger.error('the painted picture is not in the store')
    return giveUp(deps, row, 'picture_lost', textsFor(row.locale).failures.pictureLost)
  }
  const fileName = `dragon-wings-${image.seed}.png`
  const body = pictureMessage({
    imageId: image.id,
    fileName,
    settings: settingsOf(row),
    seed: image.seed,
    locale: row.locale,
  })
  try {
    const file = { name: fileName, data: png, contentType: 'image/png' }
    const messageId = await deliverPicture(deps, row, body, [file])
    await settleDelivered(deps.db, row, { pictures: images.length, messageId })
    await runClockOn(deps.db, { queue: row.model, ...row })
    deps.logger.info('delivered')
    return undefined
  } catch (error) {
    if (!isForbidden(error)) throw error
    deps.logger.warn({ err: error }, 'this channel is closed to us: the picture cannot be delivered')
    return giveUp(deps, row, 'forbidden', textsFor(row.locale).failures.forbidden)
  }
}
