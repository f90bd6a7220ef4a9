import { loadConfig } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { createLogger } from '#process/logger.ts'
import { runProcess } from '#process/run-process.ts'
import { connectDatabase } from './connect.ts'
import { migrate } from './migrate.ts'
import { waitForDatabase } from './wait-for-database.ts'

await runProcess(async () => {
  const config = loadConfig(process.env)
  if (config.databaseUrl === undefined) {
    throw new PersonError(
      'config',
      'DATABASE_URL is needed to migrate a database; `npm start` migrates its own one by itself.',
    )
  }
  const logger = createLogger({ name: 'migrate', level: config.logLevel })
  const database = connectDatabase(config.databaseUrl, { maxConnections: 1 })
  await waitForDatabase(database, logger)
  await database.close()
  await migrate(config.databaseUrl)
  logger.info('the database has this version’s schema')
  return { close: async () => {} }
})
