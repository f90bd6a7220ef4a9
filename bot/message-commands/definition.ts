import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import type { ContextMenuShape } from '#messages/command-shape.ts'

/** A command in the context menu of any message, in servers and in direct messages with the bot. */
export const messageCommandDefinition = (name: ContextMenuShape['name']): ContextMenuShape => ({
  type: ApplicationCommandType.Message,
  name,
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
})
