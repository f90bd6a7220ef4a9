import type { MessageCommand } from '#bot/component.ts'
import { findOriginalPicture } from '#bot/repaint.ts'
import { PersonError } from '#core/errors.ts'
import { settingsOf } from '#db/generations.ts'
import { imagesOfMessage } from '#db/images.ts'
import { editForm } from '#messages/forms.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { messageCommandDefinition } from './definition.ts'

/** Opens the form of `Edit` with the settings of a message's picture, or of its grid as a whole; of a sheet, of its first cell. */
export const remix: MessageCommand = {
  acknowledge: 'modal',
  definition: messageCommandDefinition('Remix', 'Neu mischen'),
  async modal(interaction, messageId, deps) {
    const [image, ...others] = await imagesOfMessage(deps.db, messageId)
    if (image === undefined) throw new PersonError('refused', textsFor(interaction.locale).notOurs)
    const { settings, generation } = await findOriginalPicture(interaction, image.id, deps)
    const isGrid = others.length > 0 && generation.comparison === null
    return editForm(image.id, isGrid ? settingsOf(generation) : settings, interaction.locale)
  },
}
