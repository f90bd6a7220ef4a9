import { isThread } from '#discord-emulator/world/permissions.ts'
import { renderChannel } from '#discord-emulator/world/render-channel.ts'
import { renderGuild } from '#discord-emulator/world/render-guild.ts'
import { renderMember } from '#discord-emulator/world/render-member.ts'
import { unknownMember } from './api-error.ts'
import { findGuild } from './find.ts'
import { ok } from './route.ts'
import type { Answer, RestRequest, Route } from './route.ts'

function getMember(request: RestRequest): Answer {
  const member = findGuild(request).members.get(request.param('user_id'))
  if (!member) throw unknownMember()
  return ok(renderMember(request.state, member))
}

function getChannels(request: RestRequest): Answer {
  const guild = findGuild(request)
  const channels = [...request.state.channels.values()].filter(
    (channel) => channel.guildId === guild.id && !isThread(channel),
  )
  return ok(channels.map((channel) => renderChannel(request.state, channel)))
}

const bot = { method: 'GET', auth: 'bot' } as const

/** https://discord.com/developers/docs/resources/guild */
export const guildRoutes: Route[] = [
  { ...bot, path: '/guilds/{guild_id}', handle: (request) => ok(renderGuild(findGuild(request))) },
  { ...bot, path: '/guilds/{guild_id}/channels', handle: getChannels },
  {
    ...bot,
    path: '/guilds/{guild_id}/roles',
    handle: (request) => ok([...findGuild(request).roles.values()]),
  },
  { ...bot, path: '/guilds/{guild_id}/members/{user_id}', handle: getMember },
]
