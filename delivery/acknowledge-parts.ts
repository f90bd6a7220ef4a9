import type { Logger } from '#process/logger.ts'
import { callbackTimeoutMs } from './acknowledge-picture.ts'
import type { DiscordApi, InteractionHandle, Outgoing } from './discord-api.ts'
import { isTokenGone, isUnknownInteraction } from './discord-errors.ts'

/**
 * Answers with several messages for its person alone, each sent when it is ready: only one is in memory at a time.
 * `parts` does not throw: refusals and bugs are answers too.
 */
export async function acknowledgeParts(
  { api, logger }: { api: DiscordApi; logger: Logger },
  interaction: InteractionHandle,
  parts: AsyncIterable<Outgoing>,
): Promise<void> {
  try {
    await api.deferPrivately(interaction, AbortSignal.timeout(callbackTimeoutMs))
    let first = true
    for await (const { body, files } of parts) {
      if (first) await api.editOriginal(interaction, body, files)
      else await api.followUpPrivately(interaction, body, files)
      first = false
    }
  } catch (error) {
    // The interaction's token lives 15 minutes: parts that are not sent by then can't be sent.
    if (!isUnknownInteraction(error) && !isTokenGone(error)) throw error
    logger.warn({ interaction: interaction.id }, 'the parts of an answer came too late')
  }
}
