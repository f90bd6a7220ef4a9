import { ApplicationCommandType, InteractionType, MessageType } from 'discord-api-types/v10'
import type { MessageOrigin } from '#discord-emulator/world/records.ts'
import type { Interaction } from './interaction.ts'

/** The part of a message that names the interaction that made it. */
export function originOf(interaction: Interaction, isFollowUp: boolean): MessageOrigin {
  return {
    interactionId: interaction.id,
    interactionType: interaction.type,
    userId: interaction.userId,
    ...(interaction.commandName === undefined ? {} : { commandName: interaction.commandName }),
    ...(isFollowUp && interaction.originalMessageId
      ? { originalMessageId: interaction.originalMessageId }
      : {}),
    ...(interaction.type === InteractionType.MessageComponent && interaction.sourceMessageId
      ? { interactedMessageId: interaction.sourceMessageId }
      : {}),
  }
}

/** https://discord.com/developers/docs/resources/message#message-object-message-types */
export function messageTypeOf(interaction: Interaction, isFollowUp: boolean): MessageType {
  if (isFollowUp || interaction.type !== InteractionType.ApplicationCommand) return MessageType.Reply
  const { data } = interaction.payload
  const isChatInput =
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    data.type === ApplicationCommandType.ChatInput
  return isChatInput ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand
}
