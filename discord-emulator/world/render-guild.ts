import { GuildNSFWLevel } from 'discord-api-types/v10'
import { guildPermissions, isThread } from './permissions.ts'
import type { Guild } from './records.ts'
import { renderChannel } from './render-channel.ts'
import { renderMember } from './render-member.ts'
import type { State } from './state.ts'

/** https://discord.com/developers/docs/resources/guild#guild-object */
export function renderGuild(guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: [...guild.roles.values()],
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.preferredLocale,
    public_updates_channel_id: null,
    nsfw_level: GuildNSFWLevel.Default,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    home_header: null,
    region: 'deprecated',
    widget_enabled: false,
    widget_channel_id: null,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    nsfw: false,
    incidents_data: null,
  }
}

/** https://discord.com/developers/docs/events/gateway-events#guild-create */
export function renderGuildCreate(state: State, guild: Guild, applicationId: string) {
  const channels = [...state.channels.values()].filter((channel) => channel.guildId === guild.id)
  const own = guild.members.get(applicationId)
  return {
    ...renderGuild(guild),
    joined_at: new Date(own?.joinedAt ?? state.clock.now()).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    permissions: guildPermissions(guild, applicationId).toString(),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    members: own ? [renderMember(state, own)] : [],
    channels: channels
      .filter((channel) => !isThread(channel))
      .map((channel) => renderChannel(state, channel)),
    threads: channels.filter(isThread).map((channel) => renderChannel(state, channel)),
  }
}
