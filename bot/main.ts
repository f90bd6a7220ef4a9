import { loadConfig } from '#core/config.ts'
import { createLogger } from '#core/logger.ts'
import { runProcess } from '#core/process.ts'
import { runBot } from './run-bot.ts'

await runProcess(async () => {
  const config = loadConfig(process.env)
  return runBot(config, createLogger({ name: 'bot', level: config.logLevel }))
})
