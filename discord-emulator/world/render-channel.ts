import { channelPermissions, isThread } from './permissions.ts'
import type { Channel } from './records.ts'
import type { State } from './state.ts'
import { publicUser } from './render-member.ts'

/** https://discord.com/developers/docs/resources/channel#channel-object, the fields that the emulator has. */
export function renderChannel(state: State, channel: Channel) {
  const base = { id: channel.id, type: channel.type, last_message_id: channel.lastMessageId, flags: 0 }
  if (channel.guildId === undefined)
    return {
      ...base,
      recipients: channel.recipientIds.flatMap((id) => {
        const user = state.users.get(id)
        return user ? [publicUser(user)] : []
      }),
    }
  const inGuild = {
    ...base,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId ?? null,
    rate_limit_per_user: 0,
  }
  if (isThread(channel))
    return {
      ...inGuild,
      owner_id: channel.ownerId ?? state.guilds.get(channel.guildId)?.ownerId,
      message_count: state.messages.get(channel.id)?.size ?? 0,
      member_count: 1,
      total_message_sent: state.messages.get(channel.id)?.size ?? 0,
      thread_metadata: {
        archived: channel.archived,
        locked: channel.locked,
        auto_archive_duration: 1440,
        archive_timestamp: new Date(state.clock.now()).toISOString(),
      },
    }
  return {
    ...inGuild,
    nsfw: channel.nsfw,
    topic: channel.topic,
    position: channel.position,
    permission_overwrites: [...channel.overwrites].map(([id, overwrite]) => ({
      id,
      type: overwrite.type,
      allow: overwrite.allow.toString(),
      deny: overwrite.deny.toString(),
    })),
  }
}

/** A channel as interactions carry it: with the person's permissions there. */
export function renderInteractionChannel(state: State, channel: Channel, userId: string) {
  return {
    ...renderChannel(state, channel),
    permissions: channelPermissions(state, channel, userId).toString(),
  }
}
