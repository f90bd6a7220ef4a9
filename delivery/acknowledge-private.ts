import { lateAfter } from '#core/late-after.ts'
import type { Logger } from '#process/logger.ts'
import { callbackTimeoutMs } from './acknowledge-picture.ts'
import type { DiscordApi, InteractionHandle, Outgoing } from './discord-api.ts'
import { isUnknownInteraction } from './discord-errors.ts'

const signal = () => AbortSignal.timeout(callbackTimeoutMs)

/**
 * Answers a command whose answer is for its person alone. It is shown at once when it is ready within the budget;
 * otherwise a private deferral holds the place. `answer` does not reject: refusals and bugs are answers too.
 */
export async function acknowledgePrivately(
  { api, logger }: { api: DiscordApi; logger: Logger },
  interaction: InteractionHandle,
  answer: Promise<Outgoing>,
  budgetMs: number,
): Promise<void> {
  try {
    const first = await Promise.race([answer, lateAfter(budgetMs)])
    if (first !== 'late') {
      await api.replyPrivately(interaction, first.body, signal(), first.files)
      return undefined
    }
    await api.deferPrivately(interaction, signal())
    const { body, files } = await answer
    return await api.editOriginal(interaction, body, files)
  } catch (error) {
    // The command's work is done all the same: the person saw "did not respond" and will look.
    if (!isUnknownInteraction(error)) throw error
    logger.warn({ interaction: interaction.id }, 'a private answer came too late')
    return undefined
  }
}
