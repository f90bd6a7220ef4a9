import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10'
import type { DiscordEmulator } from '#discord-emulator/emulator.ts'
import { channelPermissions, sendPermission } from '#discord-emulator/world/permissions.ts'
import type { Channel } from '#discord-emulator/world/records.ts'
import type { ChannelView, PersonView, Snapshot, UserView } from './protocol.ts'
import { personKeys, type PersonKey, type PlaygroundWorld } from './world.ts'

/** What is sent of a channel's history. */
const shownMessages = 500

export interface Place {
  emulator: DiscordEmulator
  world: PlaygroundWorld
  examples: string[]
  hasBackstage: boolean
  /** The people's tiers, as the bot had them last. */
  tiers: ReadonlyMap<PersonKey, string>
}

export function personView({ world, tiers }: Place, key: PersonKey): PersonView {
  const { user } = world.people[key]
  return {
    key,
    id: user.id,
    name: user.global_name ?? user.username,
    username: user.username,
    tier: tiers.get(key) ?? null,
  }
}

/** Channels that this person's client lists: those of the server that they may view, then the bot's direct messages. */
export function channelsOf({ emulator, world }: Place, key: PersonKey): Channel[] {
  const person = world.people[key]
  const sees = (channel: Channel) =>
    (channelPermissions(emulator.state, channel, person.id) & PermissionFlagsBits.ViewChannel) !== 0n
  return [...world.channels, person.directMessages(world.application)].filter(sees)
}

function channelView({ emulator, world }: Place, userId: string, channel: Channel): ChannelView {
  const { application } = world
  const may = (who: string) =>
    (channelPermissions(emulator.state, channel, who) & sendPermission(channel)) !== 0n
  return {
    id: channel.id,
    kind: channel.type === ChannelType.DM ? 'dm' : 'text',
    name: channel.type === ChannelType.DM ? application.name : channel.name,
    topic: channel.topic,
    nsfw: channel.nsfw,
    canSend: may(userId),
    botIsMuted: !may(application.id),
  }
}

function userViews({ emulator, world }: Place): UserView[] {
  const keyOf = (id: string) => personKeys.find((key) => world.people[key].id === id) ?? null
  const users = [...emulator.state.users.values()].map((user) => ({
    id: user.id,
    name: user.global_name ?? user.username,
    bot: false,
    key: keyOf(user.id),
    member: world.guild.members.has(user.id),
  }))
  const bots = [...emulator.state.applications.values()].map(({ bot }) => ({
    id: bot.id,
    name: bot.username,
    bot: true,
    key: 'bot' as const,
    member: world.guild.members.has(bot.id),
  }))
  return [...bots, ...users]
}

export function takeSnapshot(place: Place, key: PersonKey): Snapshot {
  const { emulator, world } = place
  const { application, guild } = world
  const person = world.people[key]
  const channels = channelsOf(place, key)
  return {
    me: personView(place, key),
    people: personKeys.map((each) => personView(place, each)),
    bot: {
      id: application.id,
      name: application.name,
      online: emulator.gateway.connectedSessions(application.id).length > 0,
    },
    guild: guild.members.has(person.id) ? { id: guild.id, name: guild.name } : null,
    channels: channels.map((channel) => channelView(place, person.id, channel)),
    users: userViews(place),
    roles: [...guild.roles.values()].map(({ id, name }) => ({ id, name })),
    messages: Object.fromEntries(
      channels.map((channel) => [
        channel.id,
        person
          .messages(channel)
          .slice(-shownMessages)
          .map(({ raw }) => raw),
      ]),
    ),
    commands: Object.fromEntries(
      channels.map((channel) => [channel.id, person.commands(channel).map(({ command }) => command)]),
    ),
    examples: place.examples,
    hasBackstage: place.hasBackstage,
  }
}
