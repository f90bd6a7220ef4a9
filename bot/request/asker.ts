import type { GuildMember, Interaction, APIInteractionGuildMember } from 'discord.js'
import type { Asker } from '#core/paint-terms.ts'
import type { Config } from '#core/config.ts'

/** Who asks: their roles in this server, and whether they or the server bought one of the operator's SKUs. */
export function askerOf(interaction: Interaction, config: Config): Asker {
  const { proSkuIds } = config.discord
  return {
    userId: interaction.user.id,
    roleIds: interaction.member === null ? [] : roleIdsOf(interaction.member, interaction.guildId),
    ageRestricted: isAgeRestricted(interaction),
    entitled: interaction.entitlements.some(
      (entitlement) => proSkuIds.includes(entitlement.skuId) && entitlement.isActive(),
    ),
  }
}

/** A thread counts as its channel. Unknown for a direct message, and for a channel that we cannot see. */
function isAgeRestricted({ channel }: Interaction): boolean {
  const place = channel?.isThread() === true ? channel.parent : channel
  return place !== null && 'nsfw' in place && place.nsfw
}

/** The ids of a member's roles. Everybody has @everyone, whose id is the server's; Discord leaves it out. */
export function roleIdsOf(
  member: GuildMember | Pick<APIInteractionGuildMember, 'roles'>,
  guildId: string | null,
): string[] {
  const roles = Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()]
  return [...new Set([...roles, ...(guildId === null ? [] : [guildId])])]
}
