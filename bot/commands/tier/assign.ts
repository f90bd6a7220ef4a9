import type { ChatInputCommandInteraction } from 'discord.js'
import { changeServer } from '#bot/changes/change-server.ts'
import type { SubcommandArguments } from '#bot/commands/subcommands.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { PersonError } from '#core/errors.ts'
import type { TierAssignment } from '#core/tiers.ts'
import { assignedTier, deleteAssignment, saveAssignment } from '#db/tier-assignments.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { deleteDefinition } from './define.ts'
import type { definition } from './definition.ts'
import { findTier } from '#bot/changes/find-tier.ts'

interface Named {
  subject: Pick<TierAssignment, 'kind' | 'subjectId'>
  mention: string
}

/** The member and the role that were named; the command takes one of them. */
function namedSubjects({
  member,
  role,
}: Pick<SubcommandArguments<typeof definition, 'set'>, 'member' | 'role'>): Named[] {
  return [
    ...(member === null
      ? []
      : [{ subject: { kind: 'member' as const, subjectId: member.id }, mention: `<@${member.id}>` }]),
    ...(role === null
      ? []
      : [{ subject: { kind: 'role' as const, subjectId: role.id }, mention: `<@&${role.id}>` }]),
  ]
}

/** `/tier set`: gives a tier to a member or to a role. */
export async function assign(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  given: SubcommandArguments<typeof definition, 'set'>,
): Promise<MessageBody> {
  const [named, ...others] = namedSubjects(given)
  if (named === undefined || others.length > 0) {
    throw new PersonError('refused', textsFor(interaction.locale).admin.tiers.chooseOne)
  }
  return changeServer(interaction, deps, async (tx, { guildId, tiers }) => {
    const tier = findTier(tiers, given.tier, interaction.locale).name
    const before = await assignedTier(tx, guildId, named.subject)
    await saveAssignment(tx, guildId, { ...named.subject, tier })
    return {
      action: 'tier.set',
      subject: named.mention,
      before: before === undefined ? null : { tier: before },
      after: { tier },
    }
  })
}

/** `/tier remove`: takes a tier back from a member or a role, or removes one that the server defined. */
export async function remove(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  given: SubcommandArguments<typeof definition, 'remove'>,
): Promise<MessageBody> {
  const texts = textsFor(interaction.locale).admin.tiers
  const subjects = namedSubjects(given)
  const name = given.tier
  if (subjects.length + (name === null ? 0 : 1) !== 1) {
    throw new PersonError('refused', texts.chooseOneToRemove)
  }
  if (name !== null) return deleteDefinition(interaction, deps, name)
  return changeServer(interaction, deps, async (tx, { guildId }) => {
    const [named] = subjects
    const before = named && (await assignedTier(tx, guildId, named.subject))
    if (named === undefined || before === undefined) {
      throw new PersonError('refused', texts.notAssigned(named?.mention ?? ''))
    }
    await deleteAssignment(tx, guildId, named.subject)
    return { action: 'tier.remove', subject: named.mention, before: { tier: before }, after: null }
  })
}
