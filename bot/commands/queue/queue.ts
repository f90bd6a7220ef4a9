import { ApplicationIntegrationType, InteractionContextType } from 'discord-api-types/v10'
import type { PrivateCommand } from '#bot/contract/command.ts'
import { queueOutlook } from '#core/queue-outlook.ts'
import { queueRows } from '#db/waiting.ts'
import { workersAtWork } from '#db/workers.ts'
import { queueMessage } from '#messages/queue.ts'

export const queue = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: {
    name: 'queue',
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  async answer(interaction, { db, clock }) {
    const [rows, workers] = await Promise.all([queueRows(db), workersAtWork(db)])
    return queueMessage(queueOutlook(rows, workers, interaction.user.id, clock.now()), interaction.locale)
  },
} as const satisfies PrivateCommand
