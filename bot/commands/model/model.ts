import type { PrivateCommand } from '#bot/contract/command.ts'
import { showExtraNetworks } from '#bot/pictures/extra-networks.ts'
import { modelDefinition } from './definition.ts'

export const model = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: modelDefinition,
  answer: (interaction, deps) => showExtraNetworks('models', 0, interaction, deps),
} as const satisfies PrivateCommand
