import { answerSubcommands, type SubcommandHandlers } from '#bot/commands/subcommands.ts'
import type { PrivateCommand } from '#bot/contract/command.ts'
import { announce } from './announce.ts'
import { ban, unban } from './ban.ts'
import { definition } from './definition.ts'
import { history } from './history.ts'
import { limits } from './limits.ts'
import { setMode } from './mode.ts'
import { status } from './status.ts'

const handlers: SubcommandHandlers<typeof definition> = {
  status,
  ban,
  unban,
  pause: (interaction, deps, { reason }) => setMode('paused', reason, interaction, deps),
  resume: (interaction, deps) => setMode('open', null, interaction, deps),
  drain: (interaction, deps, { reason }) => setMode('draining', reason, interaction, deps),
  announce,
  limits,
  history,
}

export const owner = {
  acknowledge: 'private',
  allowedFor: 'owners',
  registeredIn: 'operator server',
  definition,
  answer: answerSubcommands(definition, handlers),
} as const satisfies PrivateCommand
