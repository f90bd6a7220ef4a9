import { join } from 'node:path'
import { REST } from '@discordjs/rest'
import { Client, Events, GatewayIntentBits } from 'discord.js'
import { systemClock } from '#core/clock.ts'
import { type Config, settingsOfPart } from '#core/config.ts'
import { faultPointsIn } from '#process/fault-points.ts'
import type { Logger } from '#process/logger.ts'
import { connectDatabase } from '#db/connect.ts'
import { requireSchema } from '#db/migrate.ts'
import { reserveTogether } from '#db/reserve-together.ts'
import { tokenMarginMs } from '#delivery/generation-message.ts'
import { createDiscordApi } from '#delivery/discord-api.ts'
import { followCommands } from '#delivery/registered-commands.ts'
import { reachDiscord } from '#delivery/reach-discord.ts'
import { restOptions } from '#delivery/rest-options.ts'
import { queueBackend } from '#queue/backends/open.ts'
import { refuseUnsafeRedis } from '#queue/backends/safe-redis.ts'
import { createGenerationQueue } from '#queue/generation-queue.ts'
import { type ReconcilerTimes, startReconciler } from '#queue/reconciler.ts'
import { startRounds } from '#queue/rounds.ts'
import { serversWithPrivatePictures } from '#db/guild-settings.ts'
import { advisoryLocks } from '#db/locks.ts'
import { waitForDatabase } from '#db/wait-for-database.ts'
import { forgetOldDrafts } from '#db/drafts.ts'
import { forgetOldForms } from '#db/kept-forms.ts'
import { forgetDeadTokens } from '#db/forget-tokens.ts'
import { claimInstallation, installationId } from '#db/installation.ts'
import { requireKnownStore } from '#db/known-store.ts'
import type { BotDeps } from './contract/deps.ts'
import { eraseAsRequested } from './rounds/erase-person.ts'
import { storeSweeper } from './rounds/sweep-store.ts'
import { tellDrained } from './rounds/tell-drained.ts'
import { positionTeller } from './rounds/tell-positions.ts'
import { localDiskStore } from '#store/local-disk.ts'
import { findMessage } from './rounds/find-message.ts'
import { dispatcher } from './dispatch/dispatch.ts'

export interface RunningBot {
  /** Whether Discord's gateway has us now. */
  isConnected(): boolean
  close(): Promise<void>
}

/** The gateway process: connects everything, answers interactions, and closes in reverse. Resolves when Discord is ready. */
export async function runBot(
  config: Config,
  logger: Logger,
  times: { reconciler?: ReconcilerTimes } = {},
): Promise<RunningBot> {
  const { token, databaseUrl } = settingsOfPart(config, 'the bot')
  const database = connectDatabase(databaseUrl)
  await waitForDatabase(database, logger)
  await requireSchema(database)
  const rest = new REST(restOptions(config)).setToken(token)
  // A wrong token is said in a sentence; the gateway's client has none for it.
  const application = await reachDiscord(rest)
  await claimInstallation(database, application.id)
  await refuseUnsafeRedis(config.redisUrl, logger)
  const backend = queueBackend({
    databaseUrl,
    redisUrl: config.redisUrl,
    installation: await installationId(database),
  })
  const queue = createGenerationQueue({ backend, logger })
  const commandMentions = await followCommands({
    rest,
    applicationId: application.id,
    guildId: config.discord.guildId,
    clock: systemClock,
    logger,
  })
  const api = createDiscordApi(rest, commandMentions)
  const { db } = database
  const store = localDiskStore(join(config.dataDir, 'pictures'))
  await requireKnownStore(database, store)
  const deps: BotDeps = {
    config,
    db,
    reserve: reserveTogether(db),
    queue,
    api,
    store,
    clock: systemClock,
    faultPoint: faultPointsIn(config.faultPointFile),
    logger,
  }

  const dispatch = dispatcher(deps, await serversWithPrivatePictures(db))
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: restOptions(config) })
  const running = new Set<Promise<void>>()
  client.on(Events.InteractionCreate, (interaction) => {
    const work = dispatch(interaction).finally(() => running.delete(work))
    running.add(work)
  })
  client.on(Events.Error, (error) => logger.error({ err: error }, 'the gateway reports an error'))
  const ready = new Promise<void>((resolve) => {
    client.once(Events.ClientReady, () => resolve())
  })
  await client.login(token)
  await ready
  logger.info(
    { application: client.application?.id, servers: client.guilds.cache.size },
    'the bot is connected',
  )
  const reconciler = startReconciler({
    database,
    queue,
    clock: systemClock,
    logger,
    messageOf: (generation) => findMessage(api, generation, systemClock),
    ...(times.reconciler && { times: times.reconciler }),
  })
  const rounds = [
    reconciler,
    startRounds({
      name: 'positions',
      database,
      lock: advisoryLocks.tellPositions,
      intervalMs: 5000,
      logger,
      round: positionTeller(deps),
    }),
    startRounds({
      name: 'erasures',
      database,
      lock: advisoryLocks.erase,
      intervalMs: 3000,
      logger,
      round: () => eraseAsRequested(deps),
    }),
    startRounds({
      name: 'drained',
      database,
      lock: advisoryLocks.tellDrained,
      intervalMs: 2000,
      logger,
      round: () => tellDrained(deps),
    }),
    startRounds({
      name: 'dead tokens and drafts',
      database,
      lock: advisoryLocks.cleanUp,
      // Within the margin in which nobody relies on a token any more, so that none outlives its end.
      intervalMs: tokenMarginMs / 2,
      logger,
      round: async () => {
        await forgetDeadTokens(db, tokenMarginMs)
        await forgetOldDrafts(db, systemClock.now())
        await forgetOldForms(db, systemClock.now())
      },
    }),
    startRounds({
      name: 'clean-up of the store',
      database,
      lock: advisoryLocks.sweepStore,
      intervalMs: 60_000,
      logger,
      round: storeSweeper(deps),
    }),
  ]

  return {
    isConnected: () => client.isReady(),
    async close() {
      await client.destroy()
      await Promise.allSettled(running)
      await Promise.all(rounds.map((one) => one.stop()))
      await queue.close()
      await database.close()
    },
  }
}
