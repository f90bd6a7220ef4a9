import { PermissionFlagsBits } from 'discord-api-types/v10'
import type { RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import type { Texts } from '#messages/texts/texts.ts'

/** What a delivery by the channel route needs, besides sending. Our own message is looked for in the channel's history. */
const needed = ['ViewChannel', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory'] as const

/**
 * Refuses before any GPU time where a picture could not be posted: a reply would get through without permissions, but a
 * delivery after the interaction token's 15 minutes would not.
 * @throws {PersonError} naming the permissions that are missing
 */
export function requireChannelPermissions(
  interaction: Pick<RepliableInteraction, 'guildId' | 'channel' | 'appPermissions'>,
  texts: Texts,
): void {
  if (interaction.guildId === null) return
  const send: keyof Texts['permissions'] =
    interaction.channel?.isThread() === true ? 'SendMessagesInThreads' : 'SendMessages'
  // The text in a voice channel is for those who may enter it: support.discord.com/hc/articles/4412085582359.
  const enter = interaction.channel?.isVoiceBased() === true ? (['Connect'] as const) : []
  const missing = [...needed, send, ...enter].filter(
    (name) => !interaction.appPermissions.has(PermissionFlagsBits[name]),
  )
  if (missing.length > 0)
    throw new PersonError(
      'refused',
      texts.refusals.missingPermissions(missing.map((name) => texts.permissions[name]).join(', ')),
    )
}
