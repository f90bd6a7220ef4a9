import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10'
import type { Channel, Guild } from './records.ts'
import type { State } from './state.ts'

export const allPermissions = Object.values(P).reduce((all, bit) => all | bit, 0n)

/** What @everyone may do in a new server. */
export const everyonePermissions =
  P.ViewChannel |
  P.SendMessages |
  P.SendMessagesInThreads |
  P.CreatePublicThreads |
  P.EmbedLinks |
  P.AttachFiles |
  P.AddReactions |
  P.UseExternalEmojis |
  P.MentionEveryone |
  P.ReadMessageHistory |
  P.UseApplicationCommands |
  P.ChangeNickname |
  P.CreateInstantInvite |
  P.Connect

/** The permissions in a direct message, where nobody can set any. */
const directMessagePermissions =
  P.ViewChannel |
  P.SendMessages |
  P.EmbedLinks |
  P.AttachFiles |
  P.AddReactions |
  P.UseExternalEmojis |
  P.MentionEveryone |
  P.ReadMessageHistory |
  P.UseApplicationCommands

export function guildPermissions(guild: Guild, userId: string): bigint {
  if (guild.ownerId === userId) return allPermissions
  const member = guild.members.get(userId)
  if (!member) return 0n
  let permissions = BigInt(guild.roles.get(guild.id)?.permissions ?? 0)
  for (const roleId of member.roleIds) permissions |= BigInt(guild.roles.get(roleId)?.permissions ?? 0)
  return permissions & P.Administrator ? allPermissions : permissions
}

/**
 * Permissions in a channel: https://discord.com/developers/docs/topics/permissions#permission-overwrites
 * Threads have their parent's; in them, Send Messages In Threads stands for Send Messages.
 */
export function channelPermissions(state: State, channel: Channel, userId: string): bigint {
  if (channel.type === ChannelType.DM)
    return channel.recipientIds.includes(userId) ? directMessagePermissions : 0n
  const guild = state.guilds.get(channel.guildId ?? '')
  if (!guild?.members.has(userId)) return 0n
  const parent = isThread(channel) ? state.channels.get(channel.parentId ?? '') : undefined
  const permissions = overwritten(parent ?? channel, guild, userId)
  // A member who may not enter a voice channel may not use its text either: support.discord.com/hc/articles/4412085582359.
  if (isVoice(channel) && !(permissions & P.Connect)) return permissions & P.ViewChannel
  return implied(guild, userId, permissions)
}

function overwritten(channel: Channel, guild: Guild, userId: string): bigint {
  let permissions = guildPermissions(guild, userId)
  if (permissions & P.Administrator) return allPermissions
  const everyone = channel.overwrites.get(guild.id)
  if (everyone) permissions = (permissions & ~everyone.deny) | everyone.allow
  let allow = 0n
  let deny = 0n
  for (const roleId of guild.members.get(userId)?.roleIds ?? []) {
    const overwrite = channel.overwrites.get(roleId)
    allow |= overwrite?.allow ?? 0n
    deny |= overwrite?.deny ?? 0n
  }
  permissions = (permissions & ~deny) | allow
  const own = channel.overwrites.get(userId)
  return own ? (permissions & ~own.deny) | own.allow : permissions
}

/** https://discord.com/developers/docs/topics/permissions#implicit-permissions */
function implied(guild: Guild, userId: string, permissions: bigint): bigint {
  if (!(permissions & P.ViewChannel)) return 0n
  if (guild.members.get(userId)?.timedOutUntil) return permissions & (P.ViewChannel | P.ReadMessageHistory)
  const speaks = permissions & (P.SendMessages | P.SendMessagesInThreads)
  return speaks ? permissions : permissions & ~(P.EmbedLinks | P.AttachFiles | P.MentionEveryone)
}

function isVoice({ type }: Channel): boolean {
  return type === ChannelType.GuildVoice || type === ChannelType.GuildStageVoice
}

export function isThread(channel: Channel): boolean {
  return channel.type === ChannelType.PublicThread || channel.type === ChannelType.PrivateThread
}

/** The bit that lets somebody post in this channel. */
export function sendPermission(channel: Channel): bigint {
  return isThread(channel) ? P.SendMessagesInThreads : P.SendMessages
}
