import type { ChatInputCommandInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import { logBug } from '#process/logger.ts'
import { acknowledgePrivately } from '#delivery/acknowledge-private.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { PrivateCommand } from '#bot/contract/command.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { ackBudgetMs } from '#bot/request/ack-budget.ts'
import { requireAllowed } from '#bot/request/require-allowed.ts'
import { handleOf } from '#bot/request/target.ts'

/** Runs a private command: its answer, a refusal, or a bug's reference, seen by its person alone. */
export async function privateAnswer(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  command: PrivateCommand,
): Promise<void> {
  const answer = async (): Promise<Outgoing> => {
    try {
      requireAllowed(interaction, command.allowedFor, deps.config)
      const said = await command.answer(interaction, deps)
      return 'body' in said ? said : { body: said }
    } catch (error) {
      if (error instanceof PersonError) return { body: notice(error.message) }
      const ids = { interaction: interaction.id, command: interaction.commandName }
      const reference = logBug(deps.logger, error, 'a private command failed', ids)
      return { body: notice(textsFor(interaction.locale).failures.bug(reference)) }
    }
  }
  await acknowledgePrivately(deps, handleOf(interaction), answer(), ackBudgetMs)
}
