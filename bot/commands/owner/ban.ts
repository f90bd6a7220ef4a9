import type { ChatInputCommandInteraction } from 'discord.js'
import { changeOperator } from '#bot/changes/change-operator.ts'
import type { SubcommandArguments } from '#bot/commands/subcommands.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { PersonError } from '#core/errors.ts'
import { findBan, liftBan, saveBan } from '#db/bans.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { definition } from './definition.ts'

/** `/owner ban`: the next request of this person is refused, in every server. */
export async function ban(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  { person: { id: userId }, reason }: SubcommandArguments<typeof definition, 'ban'>,
): Promise<MessageBody> {
  return changeOperator(interaction, deps, async (tx) => {
    const before = await findBan(tx, userId)
    await saveBan(tx, { userId, reason, bannedBy: interaction.user.id })
    return {
      action: 'owner.ban',
      subject: `<@${userId}>`,
      before: before === undefined ? null : { banned: true, reason: before.reason },
      after: { banned: true, reason },
    }
  })
}

/** `/owner unban` */
export async function unban(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  { person: { id: userId } }: SubcommandArguments<typeof definition, 'unban'>,
): Promise<MessageBody> {
  return changeOperator(interaction, deps, async (tx) => {
    const before = await findBan(tx, userId)
    if (before === undefined) {
      const texts = textsFor(interaction.locale).admin.owner
      throw new PersonError('refused', texts.notBanned(`<@${userId}>`))
    }
    await liftBan(tx, userId)
    return {
      action: 'owner.unban',
      subject: `<@${userId}>`,
      before: { banned: true, reason: before.reason },
      after: { banned: false, reason: null },
    }
  })
}
