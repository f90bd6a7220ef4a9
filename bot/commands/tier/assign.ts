import type { ChatInputCommandInteraction } from 'discord.js'
import { changeServer } from '#bot/changes/change-server.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { PersonError } from '#core/errors.ts'
import type { TierAssignment } from '#core/tiers.ts'
import { assignedTier, deleteAssignment, saveAssignment } from '#db/tier-assignments.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { deleteDefinition } from './define.ts'
import { findTier } from './find-tier.ts'

interface Named {
  subject: Pick<TierAssignment, 'kind' | 'subjectId'>
  mention: string
}

/** The member and the role that were named; the command takes one of them. */
function namedSubjects({ options }: ChatInputCommandInteraction): Named[] {
  const member = options.getUser('member')
  const role = options.getRole('role')
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
export async function assign(interaction: ChatInputCommandInteraction, deps: BotDeps): Promise<MessageBody> {
  const [named, ...others] = namedSubjects(interaction)
  if (named === undefined || others.length > 0) {
    throw new PersonError('refused', textsFor(interaction.locale).admin.tiers.chooseOne)
  }
  return changeServer(interaction, deps, async (tx, { guildId, tiers }) => {
    const tier = findTier(tiers, interaction.options.getString('tier', true), interaction.locale).name
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
export async function remove(interaction: ChatInputCommandInteraction, deps: BotDeps): Promise<MessageBody> {
  const texts = textsFor(interaction.locale).admin.tiers
  const subjects = namedSubjects(interaction)
  const name = interaction.options.getString('tier')
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
