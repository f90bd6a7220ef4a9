import { REST } from '@discordjs/rest'
import { loadConfig } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { createLogger } from '#core/logger.ts'
import { runProcess } from '#core/process.ts'
import { connectDatabase } from '#db/connect.ts'
import { restOptions } from '#delivery/rest-options.ts'
import { deployCommands } from './deploy-commands.ts'

await runProcess(async () => {
  const config = loadConfig(process.env)
  const { token, guildId } = config.discord
  if (token === undefined) throw new PersonError('config', 'DISCORD_TOKEN is needed to register commands.')
  if (config.databaseUrl === undefined)
    throw new PersonError('config', 'DATABASE_URL is needed to register commands.')
  const logger = createLogger({ name: 'deploy-commands', level: config.logLevel })
  const database = connectDatabase(config.databaseUrl, { maxConnections: 1 })
  const rest = new REST(restOptions(config)).setToken(token)
  const { applicationId } = await deployCommands({ rest, db: database.db }, { guildId, force: true })
  logger.info({ application: applicationId, server: guildId ?? 'all' }, 'the commands are registered')
  await database.close()
  process.exit(0)
})
