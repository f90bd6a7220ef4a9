import type { Clock } from '#core/clock.ts'
import type { DiscordGeneration } from '#db/discord-generation.ts'
import { findOriginal } from '#delivery/acknowledge-picture.ts'
import { interactionOf } from '#delivery/generation-message.ts'
import type { DiscordApi } from '#delivery/discord-api.ts'
import { isForbidden, isMessageDeleted, isOurMistake } from '#delivery/discord-errors.ts'
import { findByInteraction } from '#delivery/find-by-interaction.ts'
import { postWaiting } from '#delivery/post-waiting.ts'
import { underwayOf } from '#delivery/underway.ts'
import { waitingMessage } from '#messages/progress.ts'

/**
 * Whether the acknowledgement of a reservation stands: its message's id, `gone` when its person saw "did not respond",
 * `unknown` when Discord can't say at the moment. Of a confirmed draft, a public message is posted now if it was not.
 */
export async function findMessage(
  api: DiscordApi,
  generation: DiscordGeneration,
  clock: Clock,
): Promise<{ messageId: string } | 'gone' | 'unknown'> {
  if (generation.draftId !== null) return generation.private ? 'gone' : postMissing(api, generation)
  const interaction = interactionOf(generation, clock.now())
  if (interaction === undefined && generation.private) return 'gone'
  if (interaction === undefined) {
    const messageId = await findByInteraction(api, generation)
    return messageId === undefined ? 'gone' : { messageId }
  }
  const found = await findOriginal(api, interaction, generation.private)
  if (found.outcome === 'shown') return { messageId: found.messageId }
  return found.outcome === 'gone' ? 'gone' : 'unknown'
}

/** A draft's answer is private, so each of its generations has a message of its own, which may have been posted already. */
async function postMissing(
  api: DiscordApi,
  generation: DiscordGeneration,
): Promise<{ messageId: string } | 'gone'> {
  try {
    const body = waitingMessage(underwayOf(generation))
    return { messageId: await postWaiting(api, generation, body, true) }
  } catch (error) {
    if (isForbidden(error) || isMessageDeleted(error) || isOurMistake(error)) return 'gone'
    throw error
  }
}
