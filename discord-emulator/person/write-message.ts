import { MessageType, PermissionFlagsBits } from 'discord-api-types/v10'
import { findMentions } from '#discord-emulator/rules/mentions.ts'
import { addMessage } from '#discord-emulator/world/message-store.ts'
import { channelPermissions, sendPermission } from '#discord-emulator/world/permissions.ts'
import type { Channel, StoredMessage, User } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import { ClientRefusal } from './client-refusal.ts'
import { storeUpload } from './command-options.ts'
import type { PickedFile } from './command-options.ts'

/** An ordinary message of a person. Throws without the permission to write there. */
export async function writeMessage(
  state: State,
  author: User,
  channel: Channel,
  given: { content: string; files: PickedFile[] },
): Promise<StoredMessage> {
  const permissions = channelPermissions(state, channel, author.id)
  if (!(permissions & sendPermission(channel)))
    throw new ClientRefusal(
      'may_not_write',
      channel.name,
      `${author.username} may not write in #${channel.name}`,
    )
  const mayPing = (permissions & PermissionFlagsBits.MentionEveryone) !== 0n
  const stored = await Promise.all(given.files.map(async (file) => await storeUpload(state, channel, file)))
  const message: StoredMessage = {
    id: state.ids.next(),
    channelId: channel.id,
    authorId: author.id,
    byInteraction: false,
    type: MessageType.Default,
    content: given.content,
    embeds: [],
    components: [],
    files: stored.map((file) => Object.assign(file, { ephemeral: false })),
    flags: 0,
    createdAt: state.clock.now(),
    editedAt: null,
    nonce: null,
    tts: false,
    pinned: false,
    lateEdits: [],
    ...findMentions(state, given.content, undefined, mayPing),
    ...(channel.guildId ? { guildId: channel.guildId } : {}),
  }
  addMessage(state, message)
  return message
}
