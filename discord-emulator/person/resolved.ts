import { ApplicationCommandOptionType as Option, ComponentType } from 'discord-api-types/v10'
import type {
  APIInteractionDataResolved,
  APIInteractionDataResolvedChannel,
  APISelectMenuComponent,
} from 'discord-api-types/v10'
import { channelPermissions, guildPermissions } from '#discord-emulator/world/permissions.ts'
import type { Channel } from '#discord-emulator/world/records.ts'
import { renderChannel } from '#discord-emulator/world/render-channel.ts'
import { renderPartialMember, userOf } from '#discord-emulator/world/render-member.ts'
import { renderFile } from '#discord-emulator/world/render-message.ts'
import type { State } from '#discord-emulator/world/state.ts'

type Pickable = Option.User | Option.Role | Option.Channel | Option.Mentionable | Option.Attachment

/**
 * Puts what an id means into the interaction's resolved data; false where nothing of that kind has the id.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-resolved-data-structure
 */
export function addResolved(
  state: State,
  channel: Channel,
  resolved: APIInteractionDataResolved,
  id: string,
  type: Pickable,
): boolean {
  switch (type) {
    case Option.User:
      return addUser(state, channel, resolved, id)
    case Option.Role:
      return addRole(state, channel, resolved, id)
    case Option.Mentionable:
      return addUser(state, channel, resolved, id) || addRole(state, channel, resolved, id)
    case Option.Channel:
      return addChannel(state, channel, resolved, id)
    case Option.Attachment: {
      const file = state.files.get(id)
      if (!file) return false
      resolved.attachments = { ...resolved.attachments, [id]: renderFile(state, file) }
      return true
    }
  }
}

function addUser(state: State, channel: Channel, resolved: APIInteractionDataResolved, id: string): boolean {
  if (!state.users.has(id) && !state.applications.has(id)) return false
  resolved.users = { ...resolved.users, [id]: userOf(state, id) }
  const guild = state.guilds.get(channel.guildId ?? '')
  const member = guild?.members.get(id)
  if (guild && member)
    resolved.members = {
      ...resolved.members,
      [id]: { ...renderPartialMember(member), permissions: guildPermissions(guild, id).toString() },
    }
  return true
}

function addRole(state: State, channel: Channel, resolved: APIInteractionDataResolved, id: string): boolean {
  const role = state.guilds.get(channel.guildId ?? '')?.roles.get(id)
  if (!role) return false
  resolved.roles = { ...resolved.roles, [id]: role }
  return true
}

function addChannel(state: State, from: Channel, resolved: APIInteractionDataResolved, id: string): boolean {
  const channel = state.channels.get(id)
  if (!channel || channel.guildId !== from.guildId) return false
  const permissions = channelPermissions(state, channel, '').toString()
  // The emulator's channels are a part of what the union of all channel kinds asks for.
  const rendered = { ...renderChannel(state, channel), permissions } as APIInteractionDataResolvedChannel
  resolved.channels = { ...resolved.channels, [id]: rendered }
  return true
}

const pickedKind = {
  [ComponentType.UserSelect]: Option.User,
  [ComponentType.RoleSelect]: Option.Role,
  [ComponentType.MentionableSelect]: Option.Mentionable,
  [ComponentType.ChannelSelect]: Option.Channel,
} as const

/** What the ids picked from a menu mean; menus of texts have nothing to resolve. Throws on an id that is not there. */
export function resolvePicked(
  state: State,
  channel: Channel,
  select: APISelectMenuComponent,
  ids: readonly string[],
): APIInteractionDataResolved | undefined {
  if (select.type === ComponentType.StringSelect) return undefined
  const resolved: APIInteractionDataResolved = {}
  for (const id of ids)
    if (!addResolved(state, channel, resolved, id, pickedKind[select.type]))
      throw new Error(`The menu has no ${id}`)
  return resolved
}
