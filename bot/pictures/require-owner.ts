import { PermissionFlagsBits } from 'discord-api-types/v10'
import type { RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import type { Generation } from '#db/schema.ts'
import type { Texts } from '#messages/texts/texts.ts'

/**
 * Allows a picture's own person, and people with Manage Messages in the picture's channel, which may be another one than the
 * button's: a gallery opens pictures of other channels and servers too.
 * @throws {PersonError} for anybody else
 */
export function requireOwner(
  interaction: RepliableInteraction,
  { userId, channelId }: Pick<Generation, 'userId' | 'channelId'>,
  texts: Texts,
): void {
  if (interaction.user.id === userId) return
  const isHere = channelId !== null && interaction.channelId === channelId
  if (isHere && interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) === true) return
  throw new PersonError('refused', texts.refusals.notYours)
}
