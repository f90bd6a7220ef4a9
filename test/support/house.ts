import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { REST } from '@discordjs/rest'
import { type RunningBot, runBot } from '#bot/run-bot.ts'
import { type Config, loadConfig } from '#core/config.ts'
import { createLogger } from '#process/logger.ts'
import { ownProcess } from '#process/own-process.ts'
import { connectDatabase, type Database } from '#db/connect.ts'
import { restOptions } from '#delivery/rest-options.ts'
import { deployCommands } from '#deploy-commands/deploy-commands.ts'
import { type DiscordEmulator, startDiscordEmulator } from '#discord-emulator/emulator.ts'
import { createTestDatabase } from '#test/support/services/postgres.ts'
import { type RunningWorker, runWorker, type WorkerOptions } from '#worker/run-worker.ts'
import { sharedPainter } from './shared-painter.ts'

export const tinyModel = fileURLToPath(new URL('../fixtures/diffusers/model', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))

export interface ForkOptions {
  /** The source of its process, seen from the root; the compiled bot and worker where it is left out. */
  main?: string
  env?: Record<string, string>
}

/** A whole house on a database of its own and an emulated Discord with one server and one channel. */
export interface House {
  emulator: DiscordEmulator
  server: ReturnType<DiscordEmulator['world']['createGuild']>
  channel: ReturnType<DiscordEmulator['world']['createChannel']>
  application: ReturnType<DiscordEmulator['world']['createApplication']>
  config: Config
  database: Database
  /** A new person in the server. */
  person(name: string): ReturnType<DiscordEmulator['person']>
  startBot(times?: Parameters<typeof runBot>[2]): Promise<RunningBot>
  startWorker(options?: WorkerOptions): Promise<RunningWorker>
  /** What the bot and the workers of this process logged, a JSON line each. */
  log: string[]
  /** Bot or worker as a process of its own, at work already; for those who kill it. */
  forkBot(options?: ForkOptions): Promise<ChildProcess>
  forkWorker(options?: ForkOptions): Promise<ChildProcess>
  close(): Promise<void>
}

/** Opens a house. Bot and worker are started by whoever needs them; `close` ends all that still runs. */
export async function openHouse(environment: Record<string, string> = {}): Promise<House> {
  const testDatabase = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'dragon-wings-'))
  const emulator = await startDiscordEmulator()
  const { world } = emulator
  const application = world.createApplication({ name: 'Dragon Wings' })
  const server = world.createGuild({ name: 'Dragon keepers' })
  world.install(server, application)
  const channel = world.createChannel(server, { name: 'general' })

  const env = {
    DISCORD_TOKEN: application.token,
    DISCORD_API_URL: emulator.apiUrl,
    DATABASE_URL: testDatabase.url,
    DATA_DIR: dataDir,
    MODEL: tinyModel,
    // Where it lies, with no other model beside it.
    MODELS_DIR: dirname(tinyModel),
    DEVICE: 'cpu',
    SHUTDOWN_GRACE_SECONDS: '0',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    ...environment,
  }
  const config = loadConfig(env)
  const database = connectDatabase(testDatabase.url, { maxConnections: 5 })
  const rest = new REST(restOptions(config)).setToken(application.token)
  await deployCommands({ rest, db: database.db }, { guildId: undefined })

  const log: string[] = []
  const loggerOf = (name: string) =>
    createLogger({
      name,
      level: process.env['TEST_LOG_LEVEL'] ?? 'info',
      pretty: false,
      ...(process.env['TEST_LOG_LEVEL'] === undefined && {
        destination: { write: (line: string) => log.push(line) },
      }),
    })
  const closers: (() => Promise<unknown>)[] = []
  const closing = <T extends { close(): Promise<void> }>(running: T): T => {
    let closed: Promise<void> | undefined
    const close = () => (closed ??= running.close())
    closers.push(close)
    return { ...running, close }
  }
  const forkProcess = async (usual: string, options: ForkOptions = {}) => {
    const { file, execArgv } = ownProcess(options.main ?? usual)
    const child = fork(file, {
      execArgv,
      cwd: root,
      env: { ...process.env, ...env, ...options.env },
    })
    closers.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    })
    await once(child, 'message')
    return child
  }
  return {
    emulator,
    server,
    channel,
    application,
    config,
    database,
    log,
    person: (name) => emulator.person({ username: name, guilds: [server] }),
    startBot: async (times) => closing(await runBot(config, loggerOf('bot'), times)),
    startWorker: async (options) =>
      closing(await runWorker(config, loggerOf('worker'), { createPainter: sharedPainter, ...options })),
    forkBot: (options) => forkProcess('bot/main', options),
    forkWorker: (options) => forkProcess('worker/main', options),
    async close() {
      for (const close of closers.toReversed()) await close()
      await emulator.close()
      await database.close()
      await testDatabase.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
