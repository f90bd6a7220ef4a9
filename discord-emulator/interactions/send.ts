import {
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  InteractionType,
  Locale,
  MessageFlags,
} from 'discord-api-types/v10'
import { randomBytes } from 'node:crypto'
import { activeEntitlements } from '#discord-emulator/world/entitlements.ts'
import { channelPermissions } from '#discord-emulator/world/permissions.ts'
import type { Channel } from '#discord-emulator/world/records.ts'
import { renderInteractionChannel } from '#discord-emulator/world/render-channel.ts'
import { renderMember, userOf } from '#discord-emulator/world/render-member.ts'
import { renderMessage } from '#discord-emulator/world/render-message.ts'
import type { State } from '#discord-emulator/world/state.ts'
import type { Interaction, InteractionPayload } from './interaction.ts'

/** An interaction must be answered in 3 s: interactions/receiving-and-responding#interaction-callback */
export const acknowledgeMs = 3_000
/** Its token lives 15 minutes: interactions/receiving-and-responding#followup-messages */
export const tokenMs = 15 * 60 * 1000

export interface Click {
  type: InteractionType
  applicationId: string
  userId: string
  channel: Channel
  data: unknown
  commandName?: string
  /** The message with the component, or the one that a modal came from. */
  sourceMessageId?: string
}

/** Sends the bot what a person did: https://discord.com/developers/docs/interactions/receiving-and-responding */
export function sendInteraction(state: State, click: Click): Interaction {
  const id = state.ids.next()
  const token = Buffer.from(`interaction:${id}:${randomBytes(48).toString('base64url')}`).toString(
    'base64url',
  )
  const payload = payloadOf(state, click, id, token)
  const interaction: Interaction = {
    id,
    token,
    type: click.type,
    applicationId: click.applicationId,
    userId: click.userId,
    channelId: click.channel.id,
    createdAt: state.clock.now(),
    payload,
    loading: false,
    messageIds: [],
    tokenExpired: false,
    cancelTimeout: state.clock.after(acknowledgeMs, () => fail(state, interaction)),
    ...(click.channel.guildId ? { guildId: click.channel.guildId } : {}),
    ...(click.commandName === undefined ? {} : { commandName: click.commandName }),
    ...(click.sourceMessageId === undefined ? {} : { sourceMessageId: click.sourceMessageId }),
  }
  state.interactions.set(id, interaction)
  state.interactionsByToken.set(token, interaction)
  state.events.emit({
    kind: 'interaction.create',
    audience: audienceOf(interaction),
    interactionId: id,
    userId: click.userId,
    applicationId: click.applicationId,
    payload,
  })
  state.dispatch({
    t: 'INTERACTION_CREATE',
    d: payload,
    applicationId: click.applicationId,
    ...(click.channel.guildId ? { guildId: click.channel.guildId } : {}),
  })
  return interaction
}

const failureTexts: Record<InteractionType, string> = {
  // Nobody waits for the answer to one.
  [InteractionType.Ping]: '',
  [InteractionType.ApplicationCommand]: 'The application did not respond',
  [InteractionType.MessageComponent]: 'This interaction failed',
  [InteractionType.ApplicationCommandAutocomplete]: 'Loading options failed',
  [InteractionType.ModalSubmit]: 'Something went wrong. Try again.',
}

/** Ends an interaction that was not answered, or whose deferred answer never came, with the sentence that its person reads then. */
export function fail(state: State, interaction: Interaction): void {
  interaction.failure = failureTexts[interaction.type]
  state.events.emit({
    kind: 'interaction.fail',
    audience: { ...audienceOf(interaction), onlyFor: interaction.userId },
    interactionId: interaction.id,
    userId: interaction.userId,
    interactionType: interaction.type,
    text: interaction.failure,
  })
}

/** A deferred answer that never came by the end of its token. */
export function failIfStillThinking(state: State, interaction: Interaction): void {
  const message = state.message(interaction.channelId, interaction.originalMessageId ?? '')
  if (message && (message.flags & MessageFlags.Loading) !== 0) fail(state, interaction)
}

function audienceOf(interaction: Pick<Interaction, 'channelId' | 'guildId'>) {
  return {
    channelId: interaction.channelId,
    ...(interaction.guildId ? { guildId: interaction.guildId } : {}),
  }
}

function payloadOf(state: State, click: Click, id: string, token: string): InteractionPayload {
  const { channel, userId, applicationId } = click
  const guild = state.guilds.get(channel.guildId ?? '')
  const member = guild?.members.get(userId)
  const user = userOf(state, userId)
  const source = click.sourceMessageId ? state.message(channel.id, click.sourceMessageId) : undefined
  return {
    id,
    application_id: applicationId,
    type: click.type,
    data: click.data,
    token,
    version: 1,
    channel_id: channel.id,
    channel: renderInteractionChannel(state, channel, userId),
    app_permissions: channelPermissions(state, channel, applicationId).toString(),
    locale: state.users.get(userId)?.locale ?? Locale.EnglishUS,
    entitlements: activeEntitlements(state, applicationId, userId, guild?.id),
    // Whose installation lets the command run: the server's, or 0 in direct messages with the bot.
    authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: guild?.id ?? '0' },
    context: channel.type === ChannelType.DM ? InteractionContextType.BotDM : InteractionContextType.Guild,
    attachment_size_limit: guild?.attachmentSizeLimit ?? 10 * 1024 * 1024,
    ...(source ? { message: renderMessage(state, source) } : {}),
    ...(guild && member
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.preferredLocale, features: [] },
          guild_locale: guild.preferredLocale,
          member: {
            ...renderMember(state, member),
            user,
            permissions: channelPermissions(state, channel, userId).toString(),
          },
        }
      : { user }),
  }
}
