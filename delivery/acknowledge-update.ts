import { lateAfter } from '#core/late-after.ts'
import type { Logger } from '#process/logger.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { callbackTimeoutMs } from './acknowledge-picture.ts'
import type { DiscordApi, InteractionHandle, Outgoing } from './discord-api.ts'
import { isMessageDeleted, isUnknownInteraction } from './discord-errors.ts'

/** The message's new look, undefined to leave it; or a refusal that its person alone reads. */
export type UpdateOutcome =
  | { refused: false; value: Outgoing | undefined }
  | { refused: true; body: MessageBody }

/**
 * Answers a button that changes the message that holds it: at once when the change is ready within the budget, otherwise
 * the press is acknowledged and the message edited later. `outcome` does not reject.
 */
export async function acknowledgeUpdate(
  { api, logger }: { api: DiscordApi; logger: Logger },
  interaction: InteractionHandle,
  outcome: Promise<UpdateOutcome>,
  budgetMs: number,
): Promise<void> {
  try {
    const first = await Promise.race([outcome, lateAfter(budgetMs)])
    const signal = AbortSignal.timeout(callbackTimeoutMs)
    if (first !== 'late') {
      if (first.refused) {
        await api.replyPrivately(interaction, first.body, signal)
        return undefined
      }
      const { value } = first
      if (value !== undefined) return await api.updateMessage(interaction, value.body, signal, value.files)
      return await api.deferUpdate(interaction, signal)
    }
    await api.deferUpdate(interaction, signal)
    const it = await outcome
    if (it.refused) await api.followUpPrivately(interaction, it.body)
    else if (it.value !== undefined) await api.editOriginal(interaction, it.value.body, it.value.files)
    return undefined
  } catch (error) {
    // The button's work is done all the same: the person saw "did not respond", or the message was deleted meanwhile.
    if (!isUnknownInteraction(error) && !isMessageDeleted(error)) throw error
    logger.warn({ interaction: interaction.id }, 'the answer to a button came too late')
    return undefined
  }
}
