import { ownProcess } from '#process/own-process.ts'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { REST } from '@discordjs/rest'
import { loadConfig } from '#core/config.ts'
import { createLogger, type Logger } from '#process/logger.ts'
import { connectDatabase, type Database } from '#db/connect.ts'
import { migrate } from '#db/migrate.ts'
import { restOptions } from '#delivery/rest-options.ts'
import { deployCommands } from '#deploy-commands/deploy-commands.ts'
import { type DiscordEmulator, startDiscordEmulator } from '#discord-emulator/emulator.ts'
import { type KeptDatabase, keepEmbeddedPostgres } from '#start/database.ts'
import { type SupervisedProcess, superviseProcess } from '#start/supervised-process.ts'
import { startCompiledSources } from '#test/support/services/compiled-sources.ts'

/** Everything but the people: a database, an emulated Discord with one server, and a bot and a worker as they are in production. */
export interface BenchHouse {
  emulator: DiscordEmulator
  server: ReturnType<DiscordEmulator['world']['createGuild']>
  postgres: KeptDatabase
  database: Database
  dataDir: string
  /** Where `process/fault-points.ts` looks for the point at which a process is to die. */
  faultFile: string
  bot: SupervisedProcess
  worker: SupervisedProcess
  close(): Promise<void>
}

export async function openBenchHouse(options: {
  model: string
  device: string
  environment?: Record<string, string>
  /** Whether processes are to die at points with names: looking for that costs each request some file reads. */
  faults?: boolean
  /** What the worker's process runs. */
  workerMain?: string
  /** Where the jobs are; in the database when left out. */
  redisUrl?: string | undefined
}): Promise<BenchHouse> {
  await startCompiledSources()
  const dataDir = await mkdtemp(join(tmpdir(), 'dragon-wings-bench-'))
  // Started as root, the database runs as another user, who must be able to pass through.
  await chmod(dataDir, 0o711)
  const logger: Logger = createLogger({
    name: 'bench',
    level: process.env['LOG_LEVEL'] ?? 'fatal',
    pretty: false,
  })
  const postgres = await keepEmbeddedPostgres({ dataDir, logger })
  await migrate(postgres.url)
  const emulator = await startDiscordEmulator()
  const application = emulator.world.createApplication({ name: 'Dragon Wings' })
  const server = emulator.world.createGuild({ name: 'Dragon keepers' })
  emulator.world.install(server, application)
  const faultFile = join(dataDir, 'fault-point')
  const env = {
    ...(options.faults === true ? { FAULT_POINT_FILE: faultFile } : {}),
    DISCORD_TOKEN: application.token,
    DISCORD_API_URL: emulator.apiUrl,
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    MODEL: options.model,
    DEVICE: options.device,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'fatal',
    // Nobody is to be refused: what is measured is how fast requests are taken.
    FREE_PICTURES_PER_DAY: '100000',
    MAX_PICTURES_PER_PERSON_PER_DAY: '100000',
    MAX_PICTURES_PER_SERVER_PER_DAY: '1000000',
    MAX_WAITING_PER_PERSON: '1000',
    MAX_WAITING: '100000',
    ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }),
    ...options.environment,
  }
  const config = loadConfig(env)
  const database = connectDatabase(postgres.url, { maxConnections: 2 })
  const rest = new REST(restOptions(config)).setToken(application.token)
  await deployCommands({ rest, db: database.db }, { guildId: undefined })
  const supervised = (name: string, main = `${name}/main`) =>
    superviseProcess({ name, main: ownProcess(main), env: { ...process.env, ...env } }, logger)
  const worker = supervised('worker', options.workerMain)
  const bot = supervised('bot')
  await Promise.all([worker.ready, bot.ready])
  return {
    emulator,
    server,
    postgres,
    database,
    dataDir,
    faultFile,
    bot,
    worker,
    async close() {
      await Promise.all([bot.stop(10_000), worker.stop(1000)])
      await emulator.close()
      await database.close()
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
