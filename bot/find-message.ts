import type { Clock } from '#core/clock.ts'
import type { Generation } from '#db/schema.ts'
import { findOriginal } from '#delivery/acknowledge-picture.ts'
import { interactionOf } from '#delivery/deliver-picture.ts'
import type { DiscordApi } from '#delivery/discord-api.ts'

/**
 * Whether the acknowledgement of a reservation stands: its message's id, `gone` when its person saw "did not respond",
 * `unknown` when Discord can't say at the moment.
 */
export async function findMessage(
  api: DiscordApi,
  generation: Generation,
  clock: Clock,
): Promise<{ messageId: string } | 'gone' | 'unknown'> {
  const interaction = interactionOf(generation, clock.now())
  if (interaction === undefined) return 'gone'
  const found = await findOriginal(api, interaction)
  if (found.outcome === 'shown') return { messageId: found.messageId }
  return found.outcome === 'gone' ? 'gone' : 'unknown'
}
