import { GatewayIntentBits as Intent } from 'discord-api-types/v10'

/**
 * Which events a connection asked for: https://discord.com/developers/docs/events/gateway#list-of-intents
 * Events that need no intent (interactions, entitlements) are not in the list.
 */
const guildIntents: Record<string, number> = {
  GUILD_CREATE: Intent.Guilds,
  GUILD_DELETE: Intent.Guilds,
  GUILD_ROLE_CREATE: Intent.Guilds,
  CHANNEL_CREATE: Intent.Guilds,
  CHANNEL_UPDATE: Intent.Guilds,
  CHANNEL_DELETE: Intent.Guilds,
  THREAD_CREATE: Intent.Guilds,
  GUILD_MEMBER_ADD: Intent.GuildMembers,
  GUILD_MEMBER_UPDATE: Intent.GuildMembers,
  GUILD_MEMBER_REMOVE: Intent.GuildMembers,
  MESSAGE_CREATE: Intent.GuildMessages,
  MESSAGE_UPDATE: Intent.GuildMessages,
  MESSAGE_DELETE: Intent.GuildMessages,
  TYPING_START: Intent.GuildMessageTyping,
}

const directIntents: Record<string, number> = {
  MESSAGE_CREATE: Intent.DirectMessages,
  MESSAGE_UPDATE: Intent.DirectMessages,
  MESSAGE_DELETE: Intent.DirectMessages,
  TYPING_START: Intent.DirectMessageTyping,
}

/** Presences, members, the words of messages: an app has these only once they are switched on for it. */
const privileged = Intent.GuildPresences | Intent.GuildMembers | Intent.MessageContent

/** Asked for and not switched on (close code 4014): https://discord.com/developers/docs/events/gateway#privileged-intents */
export function asksTooMuch(intents: number, switchedOn: number): boolean {
  return (intents & privileged & ~switchedOn) !== 0
}

export function hears(intents: number, t: string, inGuild: boolean): boolean {
  const needed = (inGuild ? guildIntents : directIntents)[t]
  return needed === undefined || (intents & needed) !== 0
}

/**
 * Without the Message Content intent the words of others' messages in servers are left empty:
 * https://discord.com/developers/docs/events/gateway#message-content-intent
 */
export function withoutContent(intents: number, applicationId: string, d: unknown): unknown {
  if (intents & Intent.MessageContent || typeof d !== 'object' || d === null) return d
  if (!('content' in d && 'author' in d && 'guild_id' in d)) return d
  const own = JSON.stringify(d.author).includes(`"${applicationId}"`)
  const mentioned = 'mentions' in d && JSON.stringify(d.mentions).includes(`"${applicationId}"`)
  return own || mentioned ? d : { ...d, content: '', embeds: [], attachments: [], components: [] }
}
