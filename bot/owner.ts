import { PermissionFlagsBits, type RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import type { Texts } from '#messages/texts/texts.ts'

/**
 * A picture's own person may do it, and whoever may manage messages in that channel.
 * @throws {PersonError} for anybody else
 */
export function requireOwner(interaction: RepliableInteraction, ownerId: string, texts: Texts): void {
  if (interaction.user.id === ownerId) return
  if (interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) === true) return
  throw new PersonError('refused', texts.refusals.notYours)
}
