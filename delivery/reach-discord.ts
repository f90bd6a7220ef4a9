import { DiscordAPIError, type REST } from '@discordjs/rest'
import { type APIApplication, Routes } from 'discord-api-types/v10'
import { PersonError, reasonOf } from '#core/errors.ts'
import { within } from '#core/within.ts'

const answerTimeoutMs = 5000

/**
 * The application that the token belongs to.
 * @throws {PersonError} `discord_token`, `discord_unreachable`
 */
export async function reachDiscord(rest: REST): Promise<{ id: string; name: string }> {
  try {
    // @discordjs/rest answers `unknown`; the type of discord-api-types describes it.
    return (await within(answerTimeoutMs, rest.get(Routes.currentApplication()))) as APIApplication
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) {
      throw new PersonError(
        'discord_token',
        'Discord refuses DISCORD_TOKEN: copy the bot token again from https://discord.com/developers/applications (your application, Bot, Reset Token).',
        { cause: error },
      )
    }
    throw new PersonError(
      'discord_unreachable',
      `Discord can't be reached (${reasonOf(error)}): check this machine's network and DISCORD_API_URL, then start again.`,
      { cause: error },
    )
  }
}
