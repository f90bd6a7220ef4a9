import { loadConfig } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { createLogger } from '#core/logger.ts'
import { runProcess } from '#core/process.ts'
import { migrate } from './migrate.ts'

await runProcess(async () => {
  const config = loadConfig(process.env)
  if (config.databaseUrl === undefined) {
    throw new PersonError(
      'config',
      'DATABASE_URL is needed to migrate a database; `npm start` migrates its own one by itself.',
    )
  }
  await migrate(config.databaseUrl)
  createLogger({ name: 'migrate', level: config.logLevel }).info('the database has this version’s schema')
  return { close: async () => {} }
})
