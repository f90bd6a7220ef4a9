import { randomBytes } from 'node:crypto'
import { ChannelType } from 'discord-api-types/v10'
import { findServer, guildIdOf } from '#bot/changes/change-server.ts'
import type { SubcommandHandlers } from '#bot/commands/subcommands.ts'
import { PersonError } from '#core/errors.ts'
import { mostAllowedChannels } from '#core/server-settings.ts'
import { isForbidden } from '#delivery/discord-errors.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { definition } from './definition.ts'
import { patchSettings } from './patch-settings.ts'

type Handlers = SubcommandHandlers<typeof definition>

/** Categories hold channels, and no messages. */
const withoutMessages: readonly ChannelType[] = [ChannelType.GuildCategory, ChannelType.GuildDirectory]

export const allowChannel: Handlers['channels allow'] = async (
  interaction,
  deps,
  { channel: { id, type } },
) => {
  if (withoutMessages.includes(type)) {
    throw new PersonError('refused', textsFor(interaction.locale).admin.settings.noMessagesThere(`<#${id}>`))
  }
  return patchSettings(interaction, deps, ({ settings: { allowedChannelIds } }) => {
    const allowed = [...allowedChannelIds.filter((one) => one !== id), id]
    if (allowed.length > mostAllowedChannels) {
      const texts = textsFor(interaction.locale).admin.settings
      throw new PersonError('refused', texts.tooManyChannels(mostAllowedChannels))
    }
    return { allowedChannelIds: allowedChannelIds.includes(id) ? allowedChannelIds : allowed }
  })
}

export const disallowChannel: Handlers['channels disallow'] = async (
  interaction,
  deps,
  { channel: { id } },
) => {
  return patchSettings(interaction, deps, ({ settings }) => ({
    allowedChannelIds: settings.allowedChannelIds.filter((one) => one !== id),
  }))
}

export const allowEverywhere: Handlers['channels everywhere'] = (interaction, deps) =>
  patchSettings(interaction, deps, () => ({ allowedChannelIds: [] }))

/** The log channel is tried before it is kept: one that I can't write in would swallow every change. */
export const setLog: Handlers['log'] = async (interaction, deps, { channel }) => {
  if (channel === null) return patchSettings(interaction, deps, () => ({ logChannelId: null }))
  const { settings } = await findServer(deps.db, guildIdOf(interaction), deps)
  const locale = settings.language ?? interaction.guildLocale ?? interaction.locale
  try {
    const body = notice(textsFor(locale).admin.settings.logHere)
    await deps.api.postMessage(channel.id, body, randomBytes(12).toString('hex'))
  } catch (error) {
    if (!isForbidden(error)) throw error
    const texts = textsFor(interaction.locale).admin.settings
    throw new PersonError('refused', texts.badLogChannel(`<#${channel.id}>`), { cause: error })
  }
  return patchSettings(interaction, deps, () => ({ logChannelId: channel.id }))
}
