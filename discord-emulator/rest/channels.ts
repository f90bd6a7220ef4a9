import { sendPermission } from '#discord-emulator/world/permissions.ts'
import { renderChannel } from '#discord-emulator/world/render-channel.ts'
import { findChannel, need } from './find.ts'
import { noContent, ok } from './route.ts'
import type { Answer, RestRequest, Route } from './route.ts'

/** https://discord.com/developers/docs/resources/channel#trigger-typing-indicator */
function startTyping(request: RestRequest): Answer {
  const channel = findChannel(request)
  need(request, channel, sendPermission(channel))
  request.state.events.emit({
    kind: 'typing',
    audience: { channelId: channel.id, ...(channel.guildId ? { guildId: channel.guildId } : {}) },
    userId: request.application.id,
  })
  return noContent
}

export const channelRoutes: Route[] = [
  {
    method: 'GET',
    path: '/channels/{channel_id}',
    auth: 'bot',
    handle: (request) => ok(renderChannel(request.state, findChannel(request))),
  },
  { method: 'POST', path: '/channels/{channel_id}/typing', auth: 'bot', handle: startTyping },
]
