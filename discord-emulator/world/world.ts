import { ChannelType, Locale } from 'discord-api-types/v10'
import type { APIRole } from 'discord-api-types/v10'
import { announceGuild, announceGuildChange } from './announce.ts'
import { createEntitlement } from './entitlements.ts'
import type { EntitlementOptions } from './entitlements.ts'
import { allPermissions, everyonePermissions, isThread } from './permissions.ts'
import type { Application, Channel, Guild, Member, User } from './records.ts'
import { renderChannel } from './render-channel.ts'
import { renderMember } from './render-member.ts'
import type { State } from './state.ts'
import { newApplication, newRole, newUser } from './new-records.ts'

export interface ChannelOptions {
  id?: string
  name?: string
  type?:
    | ChannelType.GuildText
    | ChannelType.GuildAnnouncement
    | ChannelType.GuildCategory
    | ChannelType.GuildVoice
    | ChannelType.GuildStageVoice
  nsfw?: boolean
  topic?: string
  parent?: Channel
}

/** Makes and changes what there is: apps, servers, channels, roles, members. Bots hear of it by the gateway. */
export class World {
  readonly #state: State

  constructor(state: State) {
    this.#state = state
  }

  createApplication(options: { id?: string; name?: string; token?: string } = {}): Application {
    const application = newApplication(this.#state, options)
    this.#state.applications.set(application.id, application)
    return application
  }

  createUser(options: { id?: string; username?: string; globalName?: string; locale?: Locale } = {}): User {
    const user = newUser(this.#state, options)
    this.#state.users.set(user.id, user)
    return user
  }

  createGuild(
    options: { id?: string; name?: string; owner?: User; preferredLocale?: Locale; everyone?: bigint } = {},
  ): Guild {
    const owner = options.owner ?? this.createUser({ username: 'server-owner' })
    const id = options.id ?? this.#state.ids.next()
    const guild: Guild = {
      id,
      name: options.name ?? 'Test server',
      ownerId: owner.id,
      preferredLocale: options.preferredLocale ?? Locale.EnglishUS,
      roles: new Map([
        [
          id,
          newRole({
            id,
            name: '@everyone',
            permissions: options.everyone ?? everyonePermissions,
            position: 0,
          }),
        ],
      ]),
      members: new Map(),
      // https://discord.com/developers/docs/reference#uploading-files: 10 MiB without boosts.
      attachmentSizeLimit: 10 * 1024 * 1024,
    }
    this.#state.guilds.set(id, guild)
    this.join(guild, owner)
    return guild
  }

  /** Invites an app's bot: it joins with a role of its own that has these permissions. */
  install(guild: Guild, application: Application, permissions: bigint = allPermissions): void {
    const role = this.createRole(guild, { name: application.name, permissions })
    guild.members.set(application.id, this.#member(application.id, [role]))
    announceGuild(this.#state, guild, application.id)
  }

  createRole(guild: Guild, options: { name?: string; permissions?: bigint } = {}): APIRole {
    const role = newRole({
      id: this.#state.ids.next(),
      name: options.name ?? 'new role',
      permissions: options.permissions ?? 0n,
      position: guild.roles.size,
    })
    guild.roles.set(role.id, role)
    this.#tell(guild, 'GUILD_ROLE_CREATE', { guild_id: guild.id, role })
    return role
  }

  createChannel(guild: Guild, options: ChannelOptions = {}): Channel {
    return this.#addChannel({
      type: options.type ?? ChannelType.GuildText,
      name: options.name ?? 'general',
      topic: options.topic ?? null,
      nsfw: options.nsfw ?? false,
      guildId: guild.id,
      ...(options.id === undefined ? {} : { id: options.id }),
      ...(options.parent ? { parentId: options.parent.id } : {}),
    })
  }

  createThread(parent: Channel, options: { name?: string; private?: boolean; owner?: User } = {}): Channel {
    return this.#addChannel({
      type: options.private ? ChannelType.PrivateThread : ChannelType.PublicThread,
      name: options.name ?? 'thread',
      topic: null,
      // Threads are as age-restricted as their parent, whose flag counts.
      nsfw: parent.nsfw,
      parentId: parent.id,
      ...(parent.guildId ? { guildId: parent.guildId } : {}),
      ...(options.owner ? { ownerId: options.owner.id } : {}),
    })
  }

  /** The direct messages of a person and a bot; there is one such channel for both. */
  directMessages(user: User, application: Application, options: { id?: string } = {}): Channel {
    for (const channel of this.#state.channels.values())
      if (channel.recipientIds.includes(user.id) && channel.recipientIds.includes(application.id))
        return channel
    return this.#addChannel({
      type: ChannelType.DM,
      name: '',
      topic: null,
      nsfw: false,
      recipientIds: [user.id, application.id],
      ...options,
    })
  }

  changeChannel(
    channel: Channel,
    change: { name?: string; nsfw?: boolean; archived?: boolean; locked?: boolean },
  ): void {
    Object.assign(channel, change)
    this.#channelEvent(channel, 'CHANNEL_UPDATE')
  }

  deleteChannel(channel: Channel): void {
    this.#state.channels.delete(channel.id)
    this.#state.messages.delete(channel.id)
    this.#channelEvent(channel, 'CHANNEL_DELETE')
  }

  /** Allows and denies, in one channel, for a role or for a member (the bot's too). */
  overwrite(
    channel: Channel,
    target: APIRole | User | Application,
    change: { allow?: bigint; deny?: bigint },
  ): void {
    const type = this.#state.guilds.get(channel.guildId ?? '')?.roles.has(target.id) ? 0 : 1
    channel.overwrites.set(target.id, { type, allow: change.allow ?? 0n, deny: change.deny ?? 0n })
    this.#channelEvent(channel, 'CHANNEL_UPDATE')
  }

  join(guild: Guild, user: User, roles: APIRole[] = []): void {
    const member = this.#member(user.id, roles)
    guild.members.set(user.id, member)
    this.#tell(guild, 'GUILD_MEMBER_ADD', { ...renderMember(this.#state, member), guild_id: guild.id })
  }

  leave(guild: Guild, member: User | Application): void {
    guild.members.delete(member.id)
    const application = this.#state.applications.get(member.id)
    if (application)
      this.#state.dispatch({ t: 'GUILD_DELETE', d: { id: guild.id }, applicationId: application.id })
    const user = application?.bot ?? member
    this.#tell(guild, 'GUILD_MEMBER_REMOVE', { guild_id: guild.id, user })
  }

  setRoles(guild: Guild, user: User, roles: APIRole[]): void {
    const member = guild.members.get(user.id)
    if (!member) throw new Error(`${user.username} is not in ${guild.name}`)
    member.roleIds = new Set(roles.map((role) => role.id))
    this.#tell(guild, 'GUILD_MEMBER_UPDATE', { ...renderMember(this.#state, member), guild_id: guild.id })
  }

  createEntitlement(application: Application, options: EntitlementOptions) {
    return createEntitlement(this.#state, application, options)
  }

  deleteEntitlement(id: string): void {
    const entitlement = this.#state.entitlements.get(id)
    if (!entitlement) throw new Error(`No entitlement ${id}`)
    entitlement.deleted = true
    this.#state.dispatch({
      t: 'ENTITLEMENT_DELETE',
      d: entitlement,
      applicationId: entitlement.application_id,
    })
  }

  #member(userId: string, roles: APIRole[]): Member {
    return {
      userId,
      nick: null,
      roleIds: new Set(roles.map((role) => role.id)),
      joinedAt: this.#state.clock.now(),
      timedOutUntil: null,
    }
  }

  #addChannel(given: Partial<Channel> & Pick<Channel, 'type' | 'name' | 'topic' | 'nsfw'>): Channel {
    const channel: Channel = {
      id: this.#state.ids.next(),
      position: this.#state.channels.size,
      overwrites: new Map(),
      recipientIds: [],
      archived: false,
      locked: false,
      lastMessageId: null,
      ...given,
    }
    this.#state.channels.set(channel.id, channel)
    this.#state.messages.set(channel.id, new Map())
    this.#channelEvent(channel, isThread(channel) ? 'THREAD_CREATE' : 'CHANNEL_CREATE')
    return channel
  }

  #channelEvent(channel: Channel, t: string): void {
    this.#state.events.emit({ kind: 'world.change', what: 'channel', id: channel.id })
    if (channel.guildId)
      this.#state.dispatch({ t, d: renderChannel(this.#state, channel), guildId: channel.guildId })
  }

  #tell(guild: Guild, t: string, d: unknown): void {
    announceGuildChange(this.#state, guild, t, d)
  }
}
