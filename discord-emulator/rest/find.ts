import { PermissionFlagsBits } from 'discord-api-types/v10'
import { channelPermissions } from '#discord-emulator/world/permissions.ts'
import type { Channel, Guild, StoredMessage } from '#discord-emulator/world/records.ts'
import {
  missingAccess,
  missingPermissions,
  notYourApplication,
  unknownChannel,
  unknownGuild,
  unknownMessage,
} from './api-error.ts'
import type { RestRequest } from './route.ts'

/** The channel of the path. 10003 where there is none, 50001 where the bot can't see it. */
export function findChannel(request: RestRequest): Channel {
  const channel = request.state.channels.get(request.param('channel_id'))
  if (!channel) throw unknownChannel()
  need(request, channel, PermissionFlagsBits.ViewChannel)
  return channel
}

/** 50001 without View Channel, 50013 without another one: topics/permissions */
export function need(request: RestRequest, channel: Channel, permission: bigint): void {
  const has = channelPermissions(request.state, channel, request.application.id)
  if (!(has & PermissionFlagsBits.ViewChannel)) throw missingAccess()
  if ((has & permission) !== permission) throw missingPermissions()
}

/** The message of the path, 10008 also for one that is ephemeral: the bot token does not see those. */
export function findMessage(request: RestRequest, channel: Channel): StoredMessage {
  const message = request.state.message(channel.id, request.param('message_id'))
  if (!message || message.onlyFor !== undefined) throw unknownMessage()
  return message
}

/** The server of the path; 10004 where there is none, 50001 where the bot is not in it. */
export function findGuild(request: RestRequest): Guild {
  const guild = request.state.guilds.get(request.param('guild_id'))
  if (!guild) throw unknownGuild()
  if (!guild.members.has(request.application.id)) throw missingAccess()
  return guild
}

/** The app of the path must be the one whose token it is. */
export function ownApplication(request: RestRequest): void {
  if (request.param('application_id') !== request.application.id) throw notYourApplication()
}
