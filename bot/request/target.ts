import type { RepliableInteraction } from 'discord.js'
import type { DiscordTarget, GenerationRequest } from '#core/generation.ts'
import type { InteractionHandle } from '#delivery/discord-api.ts'

/** What a request takes from the interaction that it came with: who asks, where, and where the answer goes. */
export function originOf(interaction: RepliableInteraction): Pick<
  GenerationRequest,
  'principal' | 'guildId' | 'locale' | 'idempotencyKey'
> & {
  target: DiscordTarget
} {
  return {
    principal: { userId: interaction.user.id, apiKeyId: null },
    guildId: interaction.guildId,
    locale: interaction.locale,
    idempotencyKey: interaction.id,
    target: {
      kind: 'discord',
      applicationId: interaction.applicationId,
      interactionToken: interaction.token,
      createdAt: interaction.createdAt,
      channelId: channelIdOf(interaction),
    },
  }
}

export function channelIdOf({ channelId, user }: RepliableInteraction): string {
  return channelId ?? user.id
}

export function handleOf(interaction: RepliableInteraction): InteractionHandle {
  return { applicationId: interaction.applicationId, id: interaction.id, token: interaction.token }
}
