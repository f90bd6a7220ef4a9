import type { Button } from '#bot/component.ts'
import { requireOwner } from '#bot/owner.ts'
import { PersonError } from '#core/errors.ts'
import { faultPoint } from '#core/fault-points.ts'
import { requestCancel } from '#db/cancel.ts'
import { findGeneration } from '#db/generations.ts'
import { settleWithout } from '#db/settle.ts'
import { editGenerationMessage } from '#delivery/deliver-picture.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** Ends a picture that waits or is painted. What waits ends here; what is painted ends where it is painted. */
export const cancel: Button = {
  acknowledge: 'update',
  action: 'cancel',
  async update(interaction, generationId, { api, clock, db, logger, queue }) {
    const texts = textsFor(interaction.locale)
    const generation = await findGeneration(db, generationId)
    if (generation === undefined) throw new PersonError('refused', texts.refusals.pictureGone)
    requireOwner(interaction, generation.userId, texts)
    const found = await requestCancel(db, generationId)
    if (found === undefined) throw new PersonError('refused', texts.refusals.tooLateToCancel)
    faultPoint('cancel requested')
    if (found.state === 'painting') return undefined
    // Told before it is settled: should we die in between, a worker finds the wish and does both.
    await editGenerationMessage({ api, clock }, found, notice(textsFor(found.locale).failures.cancelled))
    faultPoint('cancel told')
    await settleWithout(db, {
      id: found.id,
      from: ['reserved', 'queued'],
      to: 'cancelled',
      failure: 'cancelled',
    })
    faultPoint('cancel settled')
    await queue.remove(found).catch((error: unknown) => {
      logger.warn(
        { err: error, generation: found.id },
        'a cancelled job stays: its worker will find nothing to do',
      )
    })
    return undefined
  },
}
