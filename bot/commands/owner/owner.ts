import type { PrivateCommand } from '#bot/contract/command.ts'
import { announce } from './announce.ts'
import { ban, unban } from './ban.ts'
import { definition } from './definition.ts'
import { limits } from './limits.ts'
import { setMode } from './mode.ts'
import { status } from './status.ts'

const subcommands: Record<string, PrivateCommand['answer']> = {
  status,
  ban,
  unban,
  pause: setMode('paused'),
  resume: setMode('open'),
  drain: setMode('draining'),
  announce,
  limits,
}

export const owner = {
  acknowledge: 'private',
  allowedFor: 'owners',
  registeredIn: 'operator server',
  definition,
  async answer(interaction, deps) {
    const handler = subcommands[interaction.options.getSubcommand()]
    if (handler === undefined) throw new Error('/owner was called with an unknown sub-command')
    return handler(interaction, deps)
  },
} as const satisfies PrivateCommand
