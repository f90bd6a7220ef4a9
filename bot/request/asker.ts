import type { GuildMember, Interaction, APIInteractionGuildMember } from 'discord.js'
import type { Asker } from '#core/paint-terms.ts'
import type { Config } from '#core/config.ts'

/** A subscription's month: whoever pays for another one has done something here by then, or does it to have their tier again. */
const believedForMs = 31 * 24 * 60 * 60 * 1000

/** Who asks: their roles in this server, and whether they or the server bought one of the operator's SKUs. */
export function askerOf(interaction: Interaction, config: Config): Asker {
  const { proSkuIds } = config.discord
  return {
    userId: interaction.user.id,
    roleIds: interaction.member === null ? [] : roleIdsOf(interaction.member, interaction.guildId),
    ageRestricted: isAgeRestricted(interaction),
    channelIds: channelIdsOf(interaction),
    entitled: interaction.entitlements.some(
      (entitlement) => proSkuIds.includes(entitlement.skuId) && entitlement.isActive(),
    ),
  }
}

/** The channel and, of a thread, its parent: what a server says of the parent holds for its threads. */
function channelIdsOf({ channel, channelId }: Interaction): string[] {
  const parent = channel?.isThread() === true ? channel.parentId : null
  return [channelId, parent].filter((id) => id !== null)
}

/** A thread counts as its channel. Unknown for a direct message, and for a channel that we cannot see. */
function isAgeRestricted({ channel }: Interaction): boolean {
  const place = channel?.isThread() === true ? channel.parent : channel
  return place !== null && 'nsfw' in place && place.nsfw
}

/**
 * Until when what they or the server bought holds for their keys, which Discord tells nothing of: no longer than it is paid for, and than
 * we believe what Discord said last. Null: nothing was bought.
 */
export function entitledUntil(interaction: Interaction, config: Config, now: Date): Date | null {
  const ends = interaction.entitlements
    .filter(({ skuId }) => config.discord.proSkuIds.includes(skuId))
    .filter((entitlement) => entitlement.isActive())
    .map(({ endsAt }) => endsAt?.getTime() ?? Infinity)
  if (ends.length === 0) return null
  return new Date(Math.min(Math.max(...ends), now.getTime() + believedForMs))
}

/** The ids of a member's roles. Everybody has @everyone, whose id is the server's; Discord leaves it out. */
export function roleIdsOf(
  member: GuildMember | Pick<APIInteractionGuildMember, 'roles'>,
  guildId: string | null,
): string[] {
  const roles = Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()]
  return [...new Set([...roles, ...(guildId === null ? [] : [guildId])])]
}
