import { type DiscordGeneration, isForDiscord } from '#db/discord-generation.ts'
import { runClockOn } from '#db/fair-shares.ts'
import { imagesOf, markGone } from '#db/images.ts'
import type { Generation } from '#db/schema.ts'
import { settleDelivered } from '#db/settle.ts'
import { logBug } from '#process/logger.ts'
import { editOrPost } from '#delivery/generation-message.ts'
import { askedByOf } from '#delivery/underway.ts'
import { isBlockedByAutoMod, isForbidden, isOurMistake, isTooLarge } from '#delivery/discord-errors.ts'
import { generationPicture } from '#delivery/generation-picture.ts'
import { type StoredPicture, storedPictures } from '#delivery/picture-file.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { ancestry } from './ancestry.ts'
import type { WorkerDeps } from './deps.ts'
import { giveUp } from './give-up.ts'
import { notesInMessage, tellNotes } from './tell-notes.ts'

/**
 * Puts the painted pictures into the message, from the store, then settles; what is not for Discord is fetched from the store.
 * Can be repeated: it never paints or posts twice.
 */
export async function deliver(deps: WorkerDeps, row: Generation): Promise<void> {
  const texts = textsFor(row.locale).failures
  const images = await imagesOf(deps.db, row.id)
  try {
    const pictures = await storedPictures(deps.store, images)
    const gone = images.filter(({ id }) => !pictures.some(({ image }) => image.id === id))
    if (gone.length > 0)
      deps.logger.error({ images: gone.map(({ id }) => id) }, 'painted pictures are not in the store')
    const [first, ...others] = pictures
    if (first === undefined) return await giveUp(deps, row, 'picture_lost', texts.pictureLost)
    const messageId = isForDiscord(row) ? await show(deps, row, [first, ...others]) : null
    deps.faultPoint('delivered')
    await markGone(
      deps.db,
      gone.map(({ id }) => id),
    )
    const settled = await settleDelivered(deps.db, row, { pictures: pictures.length, messageId })
    deps.faultPoint('delivery settled')
    if (settled) await runClockOn(deps.db, { queue: row.model, ...row })
    deps.logger.info('delivered')
    if (settled && isForDiscord(row)) await tellNotes(deps, row)
    return undefined
  } catch (error) {
    if (isOurMistake(error)) {
      const reference = logBug(deps.logger, error, 'Discord does not take the message of a picture')
      return giveUp(deps, row, 'bug', texts.bug(reference))
    }
    if (isBlockedByAutoMod(error)) {
      deps.logger.warn({ err: error }, "the server's AutoMod blocked the message of a picture")
      return giveUp(deps, row, 'automod', texts.autoMod)
    }
    if (!isForbidden(error)) throw error
    deps.logger.warn({ err: error }, 'this channel is closed to us: the picture cannot be delivered')
    return giveUp(deps, row, 'forbidden', texts.forbidden)
  }
}

/** @returns the message's id */
async function show(
  deps: WorkerDeps,
  row: DiscordGeneration,
  pictures: readonly [StoredPicture, ...StoredPicture[]],
): Promise<string> {
  return showAs(deps, row, pictures, 'png').catch((error: unknown) => {
    if (!isTooLarge(error)) throw error
    deps.logger.info('too large for Discord as PNG: sent as WebP')
    return showAs(deps, row, pictures, 'smaller')
  })
}

async function showAs(
  deps: WorkerDeps,
  row: DiscordGeneration,
  pictures: readonly [StoredPicture, ...StoredPicture[]],
  encoding: 'png' | 'smaller',
): Promise<string> {
  const images = pictures.map(({ image }) => image)
  const { withheld } = row
  const missing = row.count - images.length - withheld
  const { failures } = textsFor(row.locale)
  const { askedBy } = askedByOf(row)
  const content = [
    askedBy === undefined ? '' : textsFor(row.locale).askedBy(askedBy),
    missing > 0 ? failures.partly(missing, row.count, row.failure) : '',
    withheld > 0 ? failures.withheld(withheld, row.count) : '',
    await ancestry(deps, row, images),
    notesInMessage(deps, row),
  ]
  const { body, files } = await generationPicture(row, pictures, {
    encoding,
    upscalers: deps.upscalers,
    content: content.filter((line) => line !== '').join('\n'),
  })
  return editOrPost(deps, row, body, files)
}
