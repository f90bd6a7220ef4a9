import type { ButtonInteraction, StringSelectMenuInteraction } from 'discord.js'
import { takePress } from '#db/presses.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/** What a person presses or picks under a message. */
export type Press = ButtonInteraction | StringSelectMenuInteraction

/** Whether this press is one of its own, and not the second of a double press, which another process may have met. */
export async function isFirstPress(
  interaction: Press,
  { db, logger }: Pick<BotDeps, 'db' | 'logger'>,
): Promise<boolean> {
  try {
    return await takePress(db, {
      userId: interaction.user.id,
      messageId: interaction.message.id,
      customId: interaction.customId,
      values: interaction.isStringSelectMenu() ? interaction.values : [],
      interactionId: interaction.id,
      at: interaction.createdAt,
    })
  } catch (error) {
    // Without its database the answer fails as well, and its person is told so there.
    logger.warn({ err: error, interaction: interaction.id }, 'nobody can say whether a press is a repetition')
    return true
  }
}
