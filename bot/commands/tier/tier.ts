import type { PrivateCommand } from '#bot/contract/command.ts'
import { assign, remove } from './assign.ts'
import { define } from './define.ts'
import { definition } from './definition.ts'
import { list, show } from './list.ts'
import { tierChoices } from './tier-choices.ts'

const subcommands: Record<string, PrivateCommand['answer']> = { set: assign, remove, list, define, show }

export const tier = {
  acknowledge: 'private',
  allowedFor: 'Manage Server',
  definition,
  autocomplete: tierChoices,
  async answer(interaction, deps) {
    const handler = subcommands[interaction.options.getSubcommand()]
    if (handler === undefined) throw new Error('/tier was called with an unknown sub-command')
    return handler(interaction, deps)
  },
} as const satisfies PrivateCommand
