import type { ButtonInteraction } from 'discord.js'
import type { Button } from '#bot/contract/component.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { requireOwner } from '#bot/pictures/require-owner.ts'
import { refreshMessages } from '#bot/rounds/refresh-messages.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { deleteImages } from '#db/images.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Takes a picture out of the message and out of the store. Its row stays, without its prompt. */
export const deletePicture: Button = {
  acknowledge: 'update',
  update: (interaction, imageId, deps) => remove(interaction, imageId, deps, 'this one'),
}

/** The same for a grid: all its pictures go. */
export const deleteGrid: Button = {
  acknowledge: 'update',
  update: (interaction, imageId, deps) => remove(interaction, imageId, deps, 'all'),
}

async function remove(
  interaction: ButtonInteraction,
  imageId: string,
  deps: BotDeps,
  which: 'this one' | 'all',
): Promise<Outgoing> {
  const { image, generation } = await findOriginalPicture(interaction, imageId, deps)
  requireOwner(interaction, generation, textsFor(interaction.locale))
  // The rows first: a file without a row is swept up later, a row without its file would promise what is not there.
  const ids = await deleteImages(deps.db, generation.id, which === 'all' ? undefined : image.id)
  for (const id of ids) await deps.store.remove(id)
  // Other messages that show it follow, at once or with the next round: nobody waits for them.
  refreshMessages(deps).catch((error: unknown) => {
    deps.logger.warn({ err: error }, 'messages of a deleted picture are left to the next round')
  })
  return { body: notice(textsFor(generation.locale).deleted) }
}
