import type { Button } from '#bot/contract/component.ts'
import { cancelGeneration } from '#bot/pictures/cancel-generation.ts'
import { requireOwner } from '#bot/pictures/require-owner.ts'
import { PersonError } from '#core/errors.ts'
import { findGeneration } from '#db/generations.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Ends a picture that waits or is painted. */
export const cancel: Button = {
  acknowledge: 'update',
  async update(interaction, generationId, deps) {
    const texts = textsFor(interaction.locale)
    const generation = await findGeneration(deps.db, generationId)
    if (generation === undefined) throw new PersonError('refused', texts.refusals.pictureGone)
    requireOwner(interaction, generation, texts)
    const found = await cancelGeneration(generationId, deps)
    if (found === undefined) throw new PersonError('refused', texts.refusals.tooLateToCancel)
    return undefined
  },
}
