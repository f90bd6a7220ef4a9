import { PermissionFlagsBits } from 'discord-api-types/v10'
import type { Interaction } from 'discord.js'
import type { Config } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { PrivateCommand } from '#bot/contract/command.ts'

/** Whether somebody may change the server: Manage Server, or Administrator, which has every permission. */
export function isAdmin(interaction: Interaction): boolean {
  return interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true
}

/** @throws {PersonError} when this is not for the person */
export function requireAllowed(
  interaction: Interaction,
  allowedFor: PrivateCommand['allowedFor'],
  config: Config,
): void {
  const texts = textsFor(interaction.locale).admin
  if (allowedFor === 'owners' && !config.discord.ownerIds.includes(interaction.user.id)) {
    throw new PersonError('refused', texts.ownersOnly)
  }
  if (allowedFor === 'Manage Server' && !isAdmin(interaction)) {
    throw new PersonError(
      'refused',
      interaction.guildId === null ? texts.serverOnly : texts.needsManageServer,
    )
  }
}
