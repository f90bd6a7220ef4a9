import { REST } from '@discordjs/rest'
import { loadConfig, settingsOfPart } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { runProcess } from '#process/run-process.ts'
import { connectDatabase } from '#db/connect.ts'
import { claimInstallation } from '#db/installation.ts'
import { requireSchema } from '#db/migrate.ts'
import { waitForDatabase } from '#db/wait-for-database.ts'
import { reachDiscord } from '#delivery/reach-discord.ts'
import { restOptions } from '#delivery/rest-options.ts'
import { deployCommands } from './deploy-commands.ts'

await runProcess(async () => {
  const config = loadConfig(process.env)
  const { guildId, ownerIds } = config.discord
  const { token, databaseUrl } = settingsOfPart(config, 'deploy-commands')
  const logger = createLogger({ name: 'deploy-commands', level: config.logLevel })
  const database = connectDatabase(databaseUrl, { maxConnections: 1 })
  await waitForDatabase(database, logger)
  await requireSchema(database)
  const rest = new REST(restOptions(config)).setToken(token)
  const application = await reachDiscord(rest)
  await claimInstallation(database, application.id)
  const { applicationId } = await deployCommands(
    { rest, db: database.db },
    { guildId, owners: ownerIds, force: true },
  )
  logger.info({ application: applicationId, server: guildId ?? 'all' }, 'the commands are registered')
  await database.close()
  process.exit(0)
})
