import { Locale } from 'discord-api-types/v10'
import { guildPermissions } from '#discord-emulator/world/permissions.ts'
import { renderChannel } from '#discord-emulator/world/render-channel.ts'
import { userOf } from '#discord-emulator/world/render-member.ts'
import type { World } from '#discord-emulator/world/world.ts'
import { unknownUser } from './api-error.ts'
import { BodySchema } from './body-schema.ts'
import { ok } from './route.ts'
import type { Answer, RestRequest, Route } from './route.ts'

const privateChannelBody = new BodySchema<{ recipient_id?: string | null }>('CreatePrivateChannelRequest')

/** https://discord.com/developers/docs/resources/user#create-dm: the same channel each time. */
function openDirectMessages(request: RestRequest, world: World): Answer {
  const { recipient_id: id } = request.body(privateChannelBody)
  const user = request.state.users.get(id ?? '')
  if (!user) throw unknownUser()
  return ok(renderChannel(request.state, world.directMessages(user, request.application)))
}

function getUser(request: RestRequest): Answer {
  const id = request.param('user_id')
  if (!request.state.users.has(id) && !request.state.applications.has(id)) throw unknownUser()
  return ok(userOf(request.state, id))
}

/** https://discord.com/developers/docs/resources/user#get-current-user */
function ownUser(request: RestRequest) {
  const user = userOf(request.state, request.application.id)
  return { ...user, verified: true, mfa_enabled: true, email: null, locale: Locale.EnglishUS }
}

function ownGuilds(request: RestRequest): Answer {
  const { id: own } = request.application
  const joined = [...request.state.guilds.values()].filter((guild) => guild.members.has(own))
  return ok(
    joined.map((guild) => ({
      id: guild.id,
      name: guild.name,
      icon: null,
      banner: null,
      owner: guild.ownerId === own,
      permissions: guildPermissions(guild, own).toString(),
      features: [],
    })),
  )
}

export function userRoutes(world: World): Route[] {
  return [
    {
      method: 'GET',
      path: '/users/@me',
      auth: 'bot',
      handle: (request) => ok(ownUser(request)),
    },
    { method: 'GET', path: '/users/@me/guilds', auth: 'bot', handle: ownGuilds },
    {
      method: 'POST',
      path: '/users/@me/channels',
      auth: 'bot',
      handle: (request) => openDirectMessages(request, world),
    },
    { method: 'GET', path: '/users/{user_id}', auth: 'bot', handle: getUser },
  ]
}
