import { Hono } from 'hono'
import { type Config, loadConfig } from '#core/config.ts'
import { modelName } from '#core/model-name.ts'
import { nameOfRedis, readRedisAddress } from '#core/redis-address.ts'
import { nameOfDatabase, readDatabaseAddress } from '#core/database-address.ts'
import type { Logger } from '#process/logger.ts'
import { within } from '#core/within.ts'
import { connectDatabase, type Database } from '#db/connect.ts'
import { claimInstallation } from '#db/installation.ts'
import { migrate } from '#db/migrate.ts'
import { liveWorkers } from '#db/workers.ts'
import { deployCommands } from '#deploy-commands/deploy-commands.ts'
import { startChildren, type Children } from './children.ts'
import type { Closing } from './closing.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { keepEmbeddedPostgres } from './database.ts'
import { connectDiscord } from './connect-discord.ts'
import type { ConnectedDiscord } from './discord.ts'
import { isApiPath } from '#api/api-paths.ts'
import { anyPage } from '#api/http/any-page.ts'
import type { OpenApi } from '#api/open-api.ts'
import { apiIsOff, stillStarting } from '#api/refusing-app.ts'
import { type BackstageSource, playgroundBackstage } from './playground-backstage.ts'
import { playgroundKey } from './playground-key.ts'
import { healthRoutes, type HealthSources } from './health.ts'
import { startHttpServer } from './http-server.ts'
import { askRedis } from '#queue/backends/ask-redis.ts'
import { reachDatabase, reachRedis } from './reach-servers.ts'

/** Health is asked often: a silent server is bad news soon. */
const healthAnswerMs = 2000

/** What the start found and opened. */
export interface Everything {
  readonly url: string
  readonly database: Database
  readonly databaseName: string
  readonly queueName: string
  readonly discord: ConnectedDiscord
  readonly children: Children
  /** Undefined where the API is off; the key of the emulated Discord's member, where it is that. */
  readonly api: { key: string | undefined } | undefined
}

/**
 * `npm start`: one step after the other, from the lock on the data directory to bot and worker. What is open is added to
 * `closing`; of the processes the database, which the others need, is the first there and stops last.
 * @param goOn called between two steps, throws where the start should end
 * @throws {PersonError} with what to do, from any of the steps
 */
export async function runEverything(
  { config, env, logger }: { config: Config; env: NodeJS.ProcessEnv; logger: Logger },
  closing: Closing,
  goOn: () => void,
): Promise<Everything> {
  const lock = await lockDataDir(config.dataDir)
  closing.add('the data directory', () => lock.release())

  // First of all, since a taken port ends the start; until the rest is there it says what we wait for.
  let health: HealthSources | string = 'the database is being started'
  const routes: { discord?: Hono | undefined; api?: OpenApi } = {}
  const withoutApi = config.api ? stillStarting() : apiIsOff()
  const app = new Hono()
  app.use('/api/health', anyPage())
  app.route(
    '/',
    healthRoutes(() => health),
  )
  app.all('*', (context) => {
    const { path } = context.req
    const isPage =
      context.req.header('accept')?.includes('text/html') === true && routes.discord !== undefined
    const isForApi = isApiPath(path) || (path === '/' && config.api && !isPage)
    const { fetch } = (isForApi ? (routes.api?.app ?? withoutApi) : routes.discord) ?? new Hono()
    return fetch(context.req.raw, context.env)
  })
  const http = await startHttpServer(app, config.http)
  closing.add('HTTP', () => http.close())
  logger.debug({ url: http.url }, 'HTTP answers')

  let showBackstage: (source: BackstageSource) => void = () => {}
  const backstage = playgroundBackstage(new Promise((resolve) => (showBackstage = resolve)))
  const openDiscord = async () => {
    const opened = await connectDiscord(config)
    closing.add('Discord', () => opened.close())
    routes.discord = await opened.routes?.(backstage)
    return opened
  }
  // A Discord of our own needs nobody else: its page is there while the database is being started.
  const [{ url: databaseUrl, name: databaseName }, emulated] = await both(
    findDatabase(config, logger, closing),
    config.discord.token === undefined ? openDiscord() : undefined,
  )
  goOn()
  const database = connectDatabase(databaseUrl, { maxConnections: 2 })
  closing.add('the database connection', () => database.close())
  await reachDatabase(database, logger)
  await migrate(databaseUrl)
  if (config.redisUrl !== undefined) await reachRedis(config.redisUrl, logger)
  goOn()

  health = 'Discord is being asked'
  const discord = emulated ?? (await openDiscord())
  await claimInstallation(database, discord.application.id, { emulated: discord.kind === 'emulated' })
  const { sent } = await deployCommands(
    { rest: discord.rest, db: database.db },
    // An emulated Discord remembers nothing.
    {
      guildId: config.discord.guildId,
      owners: config.discord.ownerIds,
      force: discord.kind === 'emulated',
    },
  )
  logger.info({ application: discord.application.id }, sent ? 'Commands registered' : 'Commands unchanged')
  goOn()

  if (config.api) {
    // Half as much as bot and worker together would load, and nobody's who does without.
    const { openApi } = await import('#api/open-api.ts')
    const api = await openApi(config, databaseUrl, logger)
    closing.add('the API', () => api.close())
    routes.api = api
  }
  const key =
    config.api && discord.member !== undefined ? await playgroundKey(database.db, discord.member) : undefined
  const childEnv = { ...env, ...discord.env, DATABASE_URL: databaseUrl, API: config.api ? 'on' : 'off' }
  const children = startChildren(childEnv, { graceMs: config.shutdownGraceMs, logger })
  closing.add('bot and worker', () => {
    health = 'it is being stopped'
    return children.stop()
  })
  showBackstage({ db: database.db, config: loadConfig(childEnv), worker: children.worker })
  health = healthSources(config, database, discord, children)
  const queueName =
    config.redisUrl === undefined
      ? 'in the database'
      : `Redis, ${nameOfRedis(readRedisAddress(config.redisUrl))}`
  return {
    url: http.url,
    database,
    databaseName,
    queueName,
    discord,
    children,
    api: config.api ? { key } : undefined,
  }
}

/** Waits for both: what one has opened is known, and closed, where the other fails. */
async function both<A, B>(one: Promise<A>, other: B | Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other])
  return Promise.all([one, other])
}

async function findDatabase(
  config: Config,
  logger: Logger,
  closing: Closing,
): Promise<{ url: string; name: string }> {
  if (config.databaseUrl !== undefined) {
    return { url: config.databaseUrl, name: nameOfDatabase(readDatabaseAddress(config.databaseUrl)) }
  }
  const embedded = await keepEmbeddedPostgres({ dataDir: config.dataDir, logger })
  closing.add('the database', () => embedded.stop())
  return {
    url: embedded.url,
    name: `built in, ${nameOfDatabase(readDatabaseAddress(embedded.url))}, files in ${embedded.folder}`,
  }
}

function healthSources(
  config: Config,
  { db, sql }: Database,
  discord: ConnectedDiscord,
  children: Children,
): HealthSources {
  const { redisUrl } = config
  return {
    model: modelName(config.model),
    database: async () => {
      await within(healthAnswerMs, sql`select 1`)
      return { kind: config.databaseUrl === undefined ? 'embedded' : 'postgres' }
    },
    queue: async () => {
      if (redisUrl !== undefined)
        await within(
          healthAnswerMs,
          askRedis(redisUrl, (redis) => redis.ping()),
        )
      return { kind: redisUrl === undefined ? 'postgres' : 'redis' }
    },
    workers: () => within(healthAnswerMs, liveWorkers(db)),
    discord: () => ({ kind: discord.kind, connected: children.bot.isReady() }),
  }
}
