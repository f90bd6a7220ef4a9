import { MessageFlags } from 'discord-api-types/v10'
import type { ButtonInteraction } from 'discord.js'
import type { Button } from '#bot/contract/component.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { isFavourite, toggleFavourite } from '#db/favourites.ts'
import { notice } from '#messages/notice.ts'
import { withFavourite } from '#messages/picture-buttons.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Into the presser's own gallery, or out of it again. The button shows everybody whether the picture is somebody's favourite. */
export const favourite: Button = {
  acknowledge: 'private',
  async answer(interaction, imageId, deps) {
    const { generation } = await findOriginalPicture(interaction, imageId, deps)
    const texts = textsFor(interaction.locale).favourite
    const isOne = await toggleFavourite(deps.db, interaction.user.id, imageId)
    // Nobody waits for it, and without it nothing is lost.
    showState(interaction, imageId, generation.locale, deps).catch((error: unknown) => {
      deps.logger.warn({ err: error }, 'a favourite button is left as it was')
    })
    return { body: notice(isOne ? texts.added : texts.removed) }
  },
}

/** What its person alone sees can't be edited but by the interaction that made it. */
async function showState(
  { message, channelId }: ButtonInteraction,
  imageId: string,
  locale: string,
  { db, api }: Pick<BotDeps, 'db' | 'api'>,
): Promise<void> {
  if (message.flags.has(MessageFlags.Ephemeral)) return
  const rows = message.components.map((row) => row.toJSON())
  const components = withFavourite(rows, imageId, await isFavourite(db, imageId), locale)
  await api.editMessage(channelId, message.id, { components })
}
