import type { REST } from '@discordjs/rest'
import { PersonError } from '#core/errors.ts'
import { reachDiscord } from '#delivery/reach-discord.ts'
import type { Logger } from '#process/logger.ts'

/** Painting does not wait for a Discord that is away; with a wrong token, though, no picture would ever be delivered. */
export async function applicationOf(rest: REST, logger: Logger): Promise<string | undefined> {
  try {
    const { id } = await reachDiscord(rest)
    return id
  } catch (error) {
    if (error instanceof PersonError && error.code === 'discord_token') throw error
    logger.warn({ err: error }, 'Discord can’t be reached yet')
    return undefined
  }
}
