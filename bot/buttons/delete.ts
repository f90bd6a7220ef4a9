import type { ButtonInteraction } from 'discord.js'
import type { Button } from '#bot/contract/component.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { FileGoneError } from '#bot/request/file-gone.ts'
import { requireOwner } from '#bot/pictures/require-owner.ts'
import { singlePicture } from '#bot/pictures/single-picture.ts'
import { upscalersOf } from '#bot/pictures/upscalers-of.ts'
import { refreshMessages } from '#bot/rounds/refresh-messages.ts'
import { findOriginalPicture, type Original } from '#bot/pictures/original-picture.ts'
import { deleteImages, imagesOf } from '#db/images.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import { generationPicture } from '#delivery/generation-picture.ts'
import { storedPictures } from '#delivery/picture-file.ts'
import { deleteQuestion } from '#messages/delete.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'

type Which = 'this one' | 'all'

/** Takes a picture out of every message and out of the store, after asking. Its row stays, without its prompt. */
export const deletePicture = asking('this one')
export const deletePictureNow = removing('this one')
export const keepPicture: Button = {
  acknowledge: 'update',
  async update(interaction, imageId, deps) {
    const original = await findOriginalPicture(interaction, imageId, deps)
    return singlePicture(interaction, original, { locale: original.generation.locale }, deps)
  },
}

/** The same for a grid: all its pictures go. */
export const deleteGrid = asking('all')
export const deleteGridNow = removing('all')
export const keepGrid: Button = {
  acknowledge: 'update',
  async update(interaction, imageId, deps) {
    const { generation } = await findOriginalPicture(interaction, imageId, deps)
    const [first, ...others] = await storedPictures(deps.store, await keptImages(generation.id, deps))
    if (first === undefined) throw new FileGoneError(imageId, interaction.locale)
    const upscalers = await upscalersOf(generation.model, deps)
    return generationPicture(generation, [first, ...others], { encoding: 'png', upscalers })
  },
}

function asking(which: Which): Button {
  return {
    acknowledge: 'ask',
    async ask(interaction, imageId, deps, inPlace) {
      const { generation } = await theirs(interaction, imageId, deps)
      const pictures = which === 'all' ? (await keptImages(generation.id, deps)).length : 1
      const { locale } = interaction
      return { body: deleteQuestion({ imageId, which, pictures, keeps: inPlace, locale }) }
    },
  }
}

function removing(which: Which): Button {
  return {
    acknowledge: 'update',
    async update(interaction, imageId, deps): Promise<Outgoing> {
      const { image, generation } = await theirs(interaction, imageId, deps)
      // The rows first: a file without a row is swept up later, a row without its file would promise what is not there.
      const ids = await deleteImages(deps.db, generation.id, which === 'all' ? undefined : image.id)
      for (const id of ids) await deps.store.remove(id)
      // The messages that show it follow, at once or with the next round: nobody waits for them.
      refreshMessages(deps).catch((error: unknown) => {
        deps.logger.warn({ err: error }, 'messages of a deleted picture are left to the next round')
      })
      return { body: notice(textsFor(interaction.locale).deletion.done(ids.length)) }
    },
  }
}

/** @throws {PersonError} for a picture that is gone, or another's */
async function theirs(interaction: ButtonInteraction, imageId: string, deps: BotDeps): Promise<Original> {
  const original = await findOriginalPicture(interaction, imageId, deps)
  requireOwner(interaction, original.generation, textsFor(interaction.locale))
  return original
}

async function keptImages(generationId: string, { db }: Pick<BotDeps, 'db'>) {
  return (await imagesOf(db, generationId)).filter(({ deletedAt }) => deletedAt === null)
}
