import type { ChatInputCommandInteraction } from 'discord.js'
import { roleIdsOf } from '#bot/request/asker.ts'
import { findServer, guildIdOf } from '#bot/changes/change-server.ts'
import type { SubcommandArguments } from '#bot/commands/subcommands.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { paintTerms } from '#core/paint-terms.ts'
import { allowListsIn } from '#db/allow-lists.ts'
import { findStanding } from '#db/standing.ts'
import { assignmentsIn } from '#db/tier-assignments.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { memberTierMessage, tierListMessage } from '#messages/tiers.ts'
import type { definition } from './definition.ts'

/** `/tier list`: all tiers, and who was given one. */
export async function list(interaction: ChatInputCommandInteraction, deps: BotDeps): Promise<MessageBody> {
  const guildId = guildIdOf(interaction)
  const [server, assignments, allowLists] = await Promise.all([
    findServer(deps.db, guildId, deps),
    assignmentsIn(deps.db, guildId),
    allowListsIn(deps.db, guildId),
  ])
  return tierListMessage({
    tiers: server.tiers,
    assignments,
    allowLists,
    defaultTier: server.settings.defaultTier,
    locale: interaction.locale,
  })
}

/** `/tier show`: a member's tier, and why. Without a member's own purchases: Discord names those with their own commands only. */
export async function show(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  { member: { id: userId, member } }: SubcommandArguments<typeof definition, 'show'>,
): Promise<MessageBody> {
  const guildId = guildIdOf(interaction)
  const roleIds = member === null ? [] : roleIdsOf(member, guildId)
  const standing = await findStanding(deps.db, { guildId, userId, roleIds })
  const nowhere = { entitled: false, ageRestricted: false, channelIds: null }
  const terms = paintTerms(deps.config, standing, { userId, roleIds, ...nowhere })
  const { given, allowLists } = terms
  return memberTierMessage({ given, allowLists, person: `<@${userId}>`, locale: interaction.locale })
}
