import { ApplicationIntegrationType, InteractionContextType } from 'discord-api-types/v10'
import type { PrivateCommand } from '#bot/contract/command.ts'
import { isAdmin } from '#bot/request/require-allowed.ts'
import { knownModels } from '#db/workers.ts'
import { helpMessage } from '#messages/help.ts'

export const help = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: {
    name: 'help',
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  async answer(interaction, { db }) {
    return helpMessage({
      models: await knownModels(db),
      admin: isAdmin(interaction),
      locale: interaction.locale,
    })
  },
} as const satisfies PrivateCommand
