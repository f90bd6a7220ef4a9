import type { ChannelView } from '#playground/server/protocol.ts'

/** The icon before a channel's name, in the list, over the channel and at its beginning. */
export function channelIcon({ nsfw, botIsMuted }: ChannelView) {
  if (nsfw) return 'warning'
  return botIsMuted ? 'lock' : 'hash'
}
