import type { PrivateCommand } from '#bot/contract/command.ts'
import { showExtraNetworks } from '#bot/pictures/extra-networks.ts'
import { loraDefinition } from './definition.ts'

export const lora = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: loraDefinition,
  answer: (interaction, deps) => showExtraNetworks('loras', 0, interaction, deps),
} as const satisfies PrivateCommand
