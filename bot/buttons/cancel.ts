import type { Button } from '#bot/component.ts'
import { requireOwner } from '#bot/owner.ts'
import { PersonError } from '#core/errors.ts'
import { requestCancel } from '#db/cancel.ts'
import { findGeneration } from '#db/generations.ts'
import { settleWithout } from '#db/settle.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Ends a picture that waits or is painted. What waits ends here; what is painted ends where it is painted. */
export const cancel: Button = {
  acknowledge: 'update',
  action: 'cancel',
  async update(interaction, generationId, { db, queue }) {
    const texts = textsFor(interaction.locale)
    const generation = await findGeneration(db, generationId)
    if (generation === undefined) throw new PersonError('refused', texts.refusals.pictureGone)
    requireOwner(interaction, generation.userId, texts)
    const found = await requestCancel(db, generationId)
    if (found === undefined) throw new PersonError('refused', texts.refusals.tooLateToCancel)
    const end = {
      id: generationId,
      from: ['queued' as const],
      to: 'cancelled' as const,
      failure: 'cancelled',
    }
    const ended = await settleWithout(db, end)
    if (!ended) return undefined
    await queue.remove(generation)
    return { body: notice(textsFor(generation.locale).failures.cancelled) }
  },
}
