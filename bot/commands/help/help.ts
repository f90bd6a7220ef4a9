import type { PrivateCommand } from '#bot/contract/command.ts'
import { helpDefinition } from './definition.ts'
import { isAdmin } from '#bot/request/require-allowed.ts'
import { knownModels } from '#db/workers.ts'
import { promptsHelpMessage } from '#messages/prompts-help.ts'
import { helpMessage } from '#messages/help.ts'

export const help = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: helpDefinition,
  async answer(interaction, { db }) {
    const models = await knownModels(db)
    if (interaction.options.getString('topic') === 'prompts') {
      return promptsHelpMessage({ models, locale: interaction.locale })
    }
    return helpMessage({
      models,
      admin: isAdmin(interaction),
      locale: interaction.locale,
    })
  },
} as const satisfies PrivateCommand
