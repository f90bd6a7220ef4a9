/** The address of a message, which Discord's clients open in place. */
export function messageLink(message: { guildId: string | null; channelId: string; id: string }): string {
  return `https://discord.com/channels/${message.guildId ?? '@me'}/${message.channelId}/${message.id}`
}
