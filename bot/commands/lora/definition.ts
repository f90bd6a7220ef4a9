import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import type { CommandShape } from '#messages/command-shape.ts'

/** `/lora`, as Discord shows it. */
export const loraDefinition = {
  name: 'lora',
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  options: [{ type: ApplicationCommandOptionType.Subcommand, name: 'list' }],
} as const satisfies CommandShape
