/** `npm run bench -- <what>`: measures. Exit status: 0; 2 for a usage error; 1 for a failure. */
import { Command, CommanderError } from 'commander'
import { loadConfig } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { PaintError } from '#diffusion/errors.ts'
import { apiCommand } from './api.ts'
import { botCommand } from './bot.ts'
import { chaosCommand } from './chaos.ts'
import { engineCommand } from './engine.ts'
import { galleryCommand } from './gallery.ts'
import { kinshipCommand } from './kinship.ts'
import { promptsCommand } from './prompts.ts'
import { queueCommand } from './queue.ts'
import { speedCommand } from './speed.ts'
import { startCommand } from './start.ts'

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  const forPerson = error instanceof PersonError || error instanceof PaintError
  console.error(forPerson ? error.message : error)
  return forPerson ? 2 : 1
})

async function main(argv: string[]): Promise<number> {
  const command = new Command('bench')
    .description('Measures on this machine; BENCHMARKS.md says what was measured where.')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  // One line for each benchmark.
  for (const benchmark of [
    engineCommand,
    botCommand,
    apiCommand,
    chaosCommand,
    queueCommand,
    kinshipCommand,
    promptsCommand,
    galleryCommand,
    speedCommand,
    startCommand,
  ]) {
    command.addCommand(benchmark(loadConfig(process.env)).copyInheritedSettings(command))
  }
  try {
    await command.parseAsync(argv, { from: 'user' })
    return 0
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    const sentence = error.code === 'commander.help' ? 'Say what to measure.' : error.message
    throw new PersonError('usage', `${sentence.replace(/^error: /, '').replace(/\.?$/, '.')} See --help.`)
  }
}
