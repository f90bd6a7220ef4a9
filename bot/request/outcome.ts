import type { RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { logBug, type Logger } from '#process/logger.ts'
import { refusalOf } from './file-gone.ts'

/** The result of work for a person: its value, or the message that they read instead. */
export type Outcome<T> = { refused: false; value: T } | { refused: true; body: MessageBody }

/**
 * The one place where errors become words: a PersonError is its sentence, anything else is a bug, which the log has under the
 * reference that its person reads. Never rejects.
 */
export async function outcomeOf<T>(
  interaction: RepliableInteraction,
  logger: Logger,
  work: () => Promise<T>,
): Promise<Outcome<T>> {
  const { id, user, channelId, locale } = interaction
  try {
    return { refused: false, value: await work() }
  } catch (error) {
    if (error instanceof PersonError) return { refused: true, body: refusalOf(error, locale) }
    const ids = { interaction: id, user: user.id, channel: channelId, ...handlerOf(interaction) }
    const reference = logBug(logger, error, 'an interaction could not be answered', ids)
    return { refused: true, body: notice(textsFor(locale).failures.bug(reference)) }
  }
}

/** Custom ids that have a handler are ours: a version, an action and the id of a row. */
function handlerOf(interaction: RepliableInteraction): { command?: string; component?: string } {
  if (interaction.isCommand()) return { command: interaction.commandName }
  return 'customId' in interaction ? { component: interaction.customId } : {}
}
