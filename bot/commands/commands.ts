import type { Command } from '#bot/command.ts'
import { imagine } from './imagine.ts'

/** Every slash command, by its name. Registered by `deploy-commands/`. */
export const commands: readonly Command[] = [imagine]
