import { MessageFlags, MessageType } from 'discord-api-types/v10'
import type { Composed } from '#discord-emulator/rules/compose.ts'
import { addMessage } from '#discord-emulator/world/message-store.ts'
import type { StoredMessage } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import type { Interaction } from './interaction.ts'
import { messageTypeOf, originOf } from './origin.ts'

const nothingYet: Composed = {
  content: '',
  embeds: [],
  components: [],
  files: [],
  flags: 0,
  mentionedUserIds: [],
  mentionedRoleIds: [],
  mentionsEveryone: false,
}

/** Posts a message of an interaction: its answer, a deferral ("thinking…", no content yet), or a follow-up. */
export function postReply(
  state: State,
  interaction: Interaction,
  given: { content?: Composed; ephemeral: boolean; isFollowUp: boolean },
): StoredMessage {
  const content = given.content ?? nothingYet
  const repliesTo = given.isFollowUp ? interaction.originalMessageId : interaction.sourceMessageId
  const message: StoredMessage = {
    id: state.ids.next(),
    channelId: interaction.channelId,
    authorId: interaction.applicationId,
    applicationId: interaction.applicationId,
    byInteraction: true,
    type: repliesTo ? messageTypeOf(interaction, given.isFollowUp) : plainType(interaction, given.isFollowUp),
    createdAt: state.clock.now(),
    editedAt: null,
    nonce: null,
    tts: false,
    pinned: false,
    origin: originOf(interaction, given.isFollowUp),
    lateEdits: [],
    ...content,
    flags:
      content.flags |
      (given.ephemeral ? MessageFlags.Ephemeral : 0) |
      (given.content ? 0 : MessageFlags.Loading),
    ...(interaction.guildId ? { guildId: interaction.guildId } : {}),
    ...(given.ephemeral ? { onlyFor: interaction.userId } : {}),
    ...(repliesTo ? { repliesTo } : {}),
  }
  interaction.messageIds.push(message.id)
  if (!given.isFollowUp) interaction.originalMessageId = message.id
  addMessage(state, message)
  return message
}

function plainType(interaction: Interaction, isFollowUp: boolean): MessageType {
  const type = messageTypeOf(interaction, isFollowUp)
  return type === MessageType.Reply ? MessageType.Default : type
}
