import type { DiscordGeneration } from '#db/discord-generation.ts'
import type { DiscordApi } from './discord-api.ts'
import { isForbidden, isMessageDeleted } from './discord-errors.ts'

/** Discord's clock and Postgres' may differ by this much. */
const clockDifferenceMs = 60_000

/**
 * The message that answered a generation's interaction, looked for in its channel: after the token's 15 minutes nothing else
 * leads to it. It needs Read Message History.
 * @returns its id; undefined when there is none, or when nobody can say
 */
export async function findByInteraction(
  api: DiscordApi,
  { applicationId, channelId, createdAt, idempotencyKey }: DiscordGeneration,
): Promise<string | undefined> {
  try {
    const messages = await api.messagesSince(channelId, new Date(createdAt.getTime() - clockDifferenceMs))
    return messages.find(
      ({ author, interaction_metadata: from }) => author.id === applicationId && from?.id === idempotencyKey,
    )?.id
  } catch (error) {
    if (isForbidden(error) || isMessageDeleted(error)) return undefined
    throw error
  }
}
