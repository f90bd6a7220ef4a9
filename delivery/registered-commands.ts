import type { REST } from '@discordjs/rest'
import { type APIApplicationCommand, Routes } from 'discord-api-types/v10'
import type { Clock } from '#core/clock.ts'
import { within } from '#core/within.ts'
import type { Logger } from '#process/logger.ts'
import { type CommandMentions, mentionsOf } from '#messages/command-mentions.ts'

const answerTimeoutMs = 5000
/** Commands that were registered since are known after this time. */
const keptMs = 600_000

/**
 * The mentions of the commands that Discord has of ours: in the server in which they are registered while developing, else everywhere.
 * They are asked for now, and again by the first message after a while, which doesn't wait for the answer. Without an answer, what was known stays.
 */
export async function followCommands(of: {
  rest: REST
  applicationId: string
  guildId: string | undefined
  clock: Clock
  logger: Logger
}): Promise<() => CommandMentions> {
  const { rest, applicationId, guildId, clock, logger } = of
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId)
  const query = new URLSearchParams({ with_localizations: 'true' })
  let mentions: CommandMentions = new Map()
  let askedAt = 0
  const ask = async () => {
    askedAt = clock.now().getTime()
    try {
      // @discordjs/rest answers `unknown`; the type of discord-api-types describes it.
      const commands = (await within(answerTimeoutMs, rest.get(route, { query }))) as APIApplicationCommand[]
      mentions = mentionsOf(commands)
    } catch (error) {
      logger.warn({ err: error }, 'Discord does not tell our commands: messages name them without a link')
    }
  }
  await ask()
  return () => {
    if (clock.now().getTime() - askedAt >= keptMs) void ask()
    return mentions
  }
}
