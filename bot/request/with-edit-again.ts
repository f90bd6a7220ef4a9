import type { ModalSubmitInteraction } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import { keepForm } from '#db/kept-forms.ts'
import { parseCustomId } from '#messages/custom-id.ts'
import { editAgainRow, formFields } from '#messages/forms.ts'
import type { MessageBody } from '#messages/message-body.ts'

/** The refusal of a form, with a button that opens it again as it was written. */
export async function withEditAgain(
  interaction: ModalSubmitInteraction,
  body: MessageBody,
  { db, clock, logger }: Pick<BotDeps, 'db' | 'clock' | 'logger'>,
): Promise<MessageBody> {
  const form = parseCustomId('form', interaction.customId)
  if (form === undefined) return body
  const entries = Object.fromEntries(
    formFields.flatMap((field) =>
      interaction.fields.fields.has(field) ? [[field, interaction.fields.getTextInputValue(field)]] : [],
    ),
  )
  const { user, locale } = interaction
  try {
    const createdAt = clock.now()
    const kept = { userId: user.id, action: form.action, aboutId: form.id, entries, createdAt }
    const row = editAgainRow(await keepForm(db, kept), locale)
    return { ...body, components: [row, ...body.components] }
  } catch (error) {
    // The refusal is worth more than the button.
    logger.warn({ err: error }, 'what was written into a form could not be kept')
    return body
  }
}
