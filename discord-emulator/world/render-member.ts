import { GuildMemberFlags, UserFlags } from 'discord-api-types/v10'
import type { APIGuildMember, APIUser } from 'discord-api-types/v10'
import { asFlags } from './flags.ts'
import type { Member } from './records.ts'
import type { State } from './state.ts'

/** A user without what only the emulator knows of them. */
export function publicUser(user: APIUser): APIUser {
  return {
    id: user.id,
    username: user.username,
    discriminator: user.discriminator,
    global_name: user.global_name,
    avatar: user.avatar,
    public_flags: asFlags(UserFlags, 0),
    flags: asFlags(UserFlags, 0),
    primary_guild: null,
    ...(user.bot ? { bot: true } : {}),
  }
}

/** A person or a bot. Throws where there is none: ids inside the emulator always name somebody. */
export function userOf(state: State, id: string): APIUser {
  const user = state.users.get(id) ?? state.applications.get(id)?.bot
  if (!user) throw new Error(`No user ${id} in the emulated Discord`)
  return publicUser(user)
}

/** https://discord.com/developers/docs/resources/guild#guild-member-object */
export function renderMember(state: State, member: Member): APIGuildMember {
  return { user: userOf(state, member.userId), ...renderPartialMember(member) }
}

export function renderPartialMember(member: Member): Omit<APIGuildMember, 'user'> {
  return {
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: [...member.roleIds],
    joined_at: new Date(member.joinedAt).toISOString(),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: asFlags(GuildMemberFlags, 0),
    pending: false,
    communication_disabled_until:
      member.timedOutUntil === null ? null : new Date(member.timedOutUntil).toISOString(),
  }
}
