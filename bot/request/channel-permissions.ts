import { PermissionFlagsBits, PermissionsBitField, type RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import type { Texts } from '#messages/texts/texts.ts'

/** What a delivery by the channel route needs. The names are those of Discord's own settings. */
const needed = [
  [PermissionFlagsBits.ViewChannel, 'View Channel'],
  [PermissionFlagsBits.EmbedLinks, 'Embed Links'],
  [PermissionFlagsBits.AttachFiles, 'Attach Files'],
] as const

/**
 * Refuses before any GPU time where a picture could not be posted: a reply would get through without permissions, but a
 * delivery after the interaction token's 15 minutes would not.
 * @throws {PersonError} naming the permissions that are missing
 */
export function requireChannelPermissions(interaction: RepliableInteraction, texts: Texts): void {
  if (interaction.guildId === null) return
  const send =
    interaction.channel?.isThread() === true
      ? ([PermissionFlagsBits.SendMessagesInThreads, 'Send Messages in Threads'] as const)
      : ([PermissionFlagsBits.SendMessages, 'Send Messages'] as const)
  const has = new PermissionsBitField(interaction.appPermissions)
  const missing = [...needed, send].filter(([bit]) => !has.has(bit)).map(([, name]) => name)
  if (missing.length > 0)
    throw new PersonError('refused', texts.refusals.missingPermissions(missing.join(', ')))
}
