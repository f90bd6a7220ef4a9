import type { UpdateButton } from '#bot/command.ts'
import { requireOwner } from '#bot/owner.ts'
import { PersonError } from '#core/errors.ts'
import { findGeneration } from '#db/generations.ts'
import { deleteImages, findImage } from '#db/images.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Takes a picture out of the message and out of the store. Its row stays, without its prompt. */
export const deletePicture: UpdateButton = {
  acknowledge: 'update',
  action: 'delete',
  async update(interaction, imageId, { db, store }) {
    const texts = textsFor(interaction.locale)
    const image = await findImage(db, imageId)
    const generation = image && (await findGeneration(db, image.generationId))
    if (generation === undefined) throw new PersonError('refused', texts.refusals.pictureGone)
    requireOwner(interaction, generation.userId, texts)
    // The row first: a file without a row is swept up later, a row without its file would promise what is not there.
    for (const id of await deleteImages(db, generation.id)) await store.remove(id)
    return notice(textsFor(generation.locale).deleted)
  },
}
