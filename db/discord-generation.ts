import type { Generation } from './schema.ts'

/** A generation whose answer is a message in Discord. A check of its table holds the columns together. */
export type DiscordGeneration = Generation & {
  source: 'discord'
  channelId: string
  applicationId: string
  interactionExpiresAt: Date
}

/** False for a generation of the API or the command line: it has no message, its answer is fetched. */
export function isForDiscord(generation: Generation): generation is DiscordGeneration {
  const { source, channelId, applicationId, interactionExpiresAt } = generation
  return source === 'discord' && channelId !== null && applicationId !== null && interactionExpiresAt !== null
}
