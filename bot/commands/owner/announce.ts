import type { ChatInputCommandInteraction } from 'discord.js'
import { changeOperator } from '#bot/changes/change-operator.ts'
import type { SubcommandArguments } from '#bot/commands/subcommands.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { logChannels } from '#db/guild-settings.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { announcementMessage } from '#messages/operator.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { definition } from './definition.ts'

/** `/owner announce`: into the log channel of every server that has one. One closed channel keeps no other from hearing it. */
export async function announce(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  { text }: SubcommandArguments<typeof definition, 'announce'>,
): Promise<MessageBody> {
  const channels = await logChannels(deps.db)
  let posted = 0
  for (const { guildId, channelId } of channels) {
    try {
      // The command's id makes the nonce: the same command twice is one announcement.
      await deps.api.postMessage(channelId, announcementMessage(text, interaction.locale), interaction.id)
      posted += 1
    } catch (error) {
      deps.logger.warn({ err: error, guild: guildId }, 'an announcement could not be posted')
    }
  }
  return changeOperator(
    interaction,
    deps,
    async () => ({
      action: 'owner.announce',
      subject: null,
      before: null,
      after: { announcement: text },
    }),
    async () => textsFor(interaction.locale).admin.owner.announced(posted, channels.length),
  )
}
