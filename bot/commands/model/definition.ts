import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import type { CommandShape } from '#messages/command-shape.ts'

/** `/model`, as Discord shows it. */
export const modelDefinition = {
  name: 'model',
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  options: [{ type: ApplicationCommandOptionType.Subcommand, name: 'list' }],
} as const satisfies CommandShape
