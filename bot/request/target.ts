import type { RepliableInteraction } from 'discord.js'
import type { DeliveryTarget } from '#core/generation.ts'
import type { InteractionHandle } from '#delivery/discord-api.ts'

/** Where the answer to an interaction goes. */
export function targetOf(interaction: RepliableInteraction): DeliveryTarget {
  return {
    applicationId: interaction.applicationId,
    interactionId: interaction.id,
    interactionToken: interaction.token,
    createdAt: interaction.createdAt,
    guildId: interaction.guildId,
    channelId: interaction.channelId ?? interaction.user.id,
    locale: interaction.locale,
  }
}

export function handleOf(interaction: RepliableInteraction): InteractionHandle {
  return { applicationId: interaction.applicationId, id: interaction.id, token: interaction.token }
}
