/** The address of a picture's message, which Discord's clients open in place; undefined where there is no message. */
export function messageLink({
  guildId,
  channelId,
  messageId,
}: {
  guildId: string | null
  channelId: string | null
  messageId: string | null
}): string | undefined {
  if (channelId === null || messageId === null) return undefined
  return `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${messageId}`
}
