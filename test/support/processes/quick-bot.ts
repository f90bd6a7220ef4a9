/** The bot as bot/main.ts starts it, but quick to notice what a dead process left: tests of crashes start it. */
import { runBot } from '#bot/run-bot.ts'
import { loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { runProcess } from '#process/run-process.ts'

await runProcess(() => {
  const config = loadConfig(process.env)
  return runBot(config, createLogger({ name: 'bot', level: config.logLevel, pretty: false }), {
    reconciler: { intervalMs: 300, youngMs: 1500, reservationMs: 1500 },
  })
})
