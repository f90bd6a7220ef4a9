import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import type { CommandShape } from '#messages/command-shape.ts'

/** `/help`, as Discord shows it. */
export const helpDefinition = {
  name: 'help',
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'topic',
      choices: [{ value: 'prompts' }],
    },
  ],
} as const satisfies CommandShape
