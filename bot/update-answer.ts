import type { ButtonInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import { logBug } from '#core/logger.ts'
import { acknowledgeUpdate, type UpdateOutcome } from '#delivery/acknowledge-update.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from './deps.ts'
import { ackBudgetMs } from './paint-request.ts'
import { handleOf } from './target.ts'

/** Runs a button that changes its message; a refusal or a bug's reference is read by its person alone. */
export async function updateAnswer(
  interaction: ButtonInteraction,
  deps: BotDeps,
  update: () => Promise<MessageBody | undefined>,
): Promise<void> {
  const decide = async (): Promise<UpdateOutcome> => {
    try {
      return { refused: false, body: await update() }
    } catch (error) {
      if (error instanceof PersonError) return { refused: true, body: notice(error.message) }
      const ids = { interaction: interaction.id, user: interaction.user.id }
      const reference = logBug(deps.logger, error, 'a button failed', ids)
      return { refused: true, body: notice(textsFor(interaction.locale).failures.bug(reference)) }
    }
  }
  await acknowledgeUpdate(deps, handleOf(interaction), decide(), ackBudgetMs)
}
