import { allowListChoices } from '#bot/commands/allow-lists.ts'
import { answerSubcommands } from '#bot/commands/subcommands.ts'
import type { PrivateCommand } from '#bot/contract/command.ts'
import { assign, remove } from './assign.ts'
import { define } from './define.ts'
import { definition } from './definition.ts'
import { list, show } from './list.ts'
import { tierChoices } from './tier-choices.ts'

export const tier = {
  acknowledge: 'private',
  allowedFor: 'Manage Server',
  definition,
  autocomplete(interaction, deps) {
    const { name } = interaction.options.getFocused(true)
    return name === 'models' || name === 'loras'
      ? allowListChoices(interaction, deps)
      : tierChoices(interaction, deps)
  },
  answer: answerSubcommands(definition, { set: assign, remove, list, define, show }),
} as const satisfies PrivateCommand
