import { PermissionFlagsBits } from 'discord-api-types/v10'

/** What the bot needs in a channel, and nothing more; the names are those of Discord's settings. */
export const neededPermissions = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Attach Files': PermissionFlagsBits.AttachFiles,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
  // For the text in voice and stage channels.
  Connect: PermissionFlagsBits.Connect,
} as const

/** The page where a server's admin adds the bot. https://discord.com/developers/docs/topics/oauth2#bot-authorization-flow */
export function inviteLink(applicationId: string): string {
  const link = new URL('https://discord.com/oauth2/authorize')
  const permissions = Object.values(neededPermissions).reduce((all, bit) => all | bit, 0n)
  link.searchParams.set('client_id', applicationId)
  link.searchParams.set('scope', 'bot applications.commands')
  link.searchParams.set('permissions', String(permissions))
  return link.href
}
