import { runBot } from '#bot/run-bot.ts'
import { loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { runProcess } from '#process/run-process.ts'
import { watchNpmParent } from './npm-parent.ts'
import { withHealth } from './part-health.ts'

/** `npm run bot`: the bot, and its health on HTTP_PORT. */
watchNpmParent()
await runProcess(async () => {
  const config = loadConfig(process.env)
  const logger = createLogger({ name: 'bot', level: config.logLevel })
  return withHealth(
    { name: 'the bot', config, logger },
    () => runBot(config, logger),
    (bot) => bot.isConnected(),
  )
})
