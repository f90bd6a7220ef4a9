import { loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { runProcess } from '#process/run-process.ts'
import { runBot } from './run-bot.ts'

await runProcess(async () => {
  const config = loadConfig(process.env)
  return runBot(config, createLogger({ name: 'bot', level: config.logLevel }))
})
