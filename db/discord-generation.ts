import type { Generation } from './schema.ts'

/** A generation whose answer is a message in Discord. A check of its table holds the columns together. */
export type DiscordGeneration = Generation & {
  source: 'discord'
  channelId: string
  applicationId: string
  interactionExpiresAt: Date
}

/** What is not for Discord has no message: nobody is told on the way, the answer is asked for. */
export function isForDiscord(generation: Generation): generation is DiscordGeneration {
  const { source, channelId, applicationId, interactionExpiresAt } = generation
  return source === 'discord' && channelId !== null && applicationId !== null && interactionExpiresAt !== null
}
