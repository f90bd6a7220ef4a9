import type { ChatInputCommandInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import { logBug } from '#core/logger.ts'
import { acknowledgePrivately } from '#delivery/acknowledge-private.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { PrivateCommand } from './command.ts'
import type { BotDeps } from './deps.ts'
import { ackBudgetMs } from './paint-request.ts'
import { requireAllowed } from './require-allowed.ts'
import { handleOf } from './target.ts'

/** Runs a private command: its answer, a refusal, or a bug's reference, seen by its person alone. */
export async function privateAnswer(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  command: PrivateCommand,
): Promise<void> {
  const answer = async (): Promise<MessageBody> => {
    try {
      requireAllowed(interaction, command.allowedFor, deps.config)
      return await command.answer(interaction, deps)
    } catch (error) {
      if (error instanceof PersonError) return notice(error.message)
      const ids = { interaction: interaction.id, command: interaction.commandName }
      const reference = logBug(deps.logger, error, 'a private command failed', ids)
      return notice(textsFor(interaction.locale).failures.bug(reference))
    }
  }
  await acknowledgePrivately(deps, handleOf(interaction), answer(), ackBudgetMs)
}
