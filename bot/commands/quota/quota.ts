import { ApplicationIntegrationType, InteractionContextType } from 'discord-api-types/v10'
import type { PrivateCommand } from '#bot/contract/command.ts'
import { findTerms } from '#bot/request/find-terms.ts'
import { nextUtcDay, utcDay } from '#core/clock.ts'
import { quotaScope, quotaUse } from '#db/quota-holds.ts'
import { waitingOf } from '#db/waiting.ts'
import { quotaMessage } from '#messages/quota.ts'

export const quota = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: {
    name: 'quota',
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  async answer(interaction, deps) {
    const now = deps.clock.now()
    const userId = interaction.user.id
    const scope = quotaScope(interaction.guildId)
    const [terms, use, waiting] = await Promise.all([
      findTerms(interaction, deps),
      quotaUse(deps.db, { userId, scope, day: utcDay(now) }),
      waitingOf(deps.db, [userId]),
    ])
    return quotaMessage({
      terms,
      use,
      waiting: waiting[0]?.requests ?? 0,
      reset: nextUtcDay(now),
      inServer: interaction.guildId !== null,
      locale: interaction.locale,
    })
  },
} as const satisfies PrivateCommand
