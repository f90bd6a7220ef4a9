import { join } from 'node:path'
import type { Hono } from 'hono'
import type { ApiEnv, RouteDeps } from '#api/contract/route-deps.ts'
import { callBack } from '#api/callbacks/call-back.ts'
import { listenForChanges } from '#api/jobs/changes.ts'
import { turns } from '#api/jobs/in-turn.ts'
import { createJobs } from '#api/jobs/jobs.ts'
import { modelNamed, modelsOf, wildcardsOf } from '#api/jobs/models.ts'
import { termsOf } from '#api/jobs/terms-of.ts'
import { systemClock } from '#core/clock.ts'
import { usable } from '#core/paint-terms.ts'
import { within } from '#core/within.ts'
import type { Config } from '#core/config.ts'
import { optionsOfApiKey, setOptionsOfApiKey } from '#db/api-keys.ts'
import { connectDatabase } from '#db/connect.ts'
import { extraNetworksLike } from '#db/extra-networks.ts'
import { installationId } from '#db/installation.ts'
import { advisoryLocks } from '#db/locks.ts'
import { requireKnownStore } from '#db/known-store.ts'
import { requireSchema } from '#db/migrate.ts'
import { pseudonymKey } from '#db/pseudonym-key.ts'
import { reserveTogether } from '#db/reserve-together.ts'
import { knownModels } from '#db/workers.ts'
import { waitForDatabase } from '#db/wait-for-database.ts'
import { faultPointsIn } from '#process/fault-points.ts'
import type { Logger } from '#process/logger.ts'
import { queueBackend } from '#queue/backends/open.ts'
import { refuseUnsafeRedis } from '#queue/backends/safe-redis.ts'
import { createGenerationQueue } from '#queue/generation-queue.ts'
import { type ReconcilerTimes, startReconciler } from '#queue/reconciler.ts'
import { startRounds } from '#queue/rounds.ts'
import { localDiskStore } from '#store/local-disk.ts'
import { apiApp } from './app.ts'
import { callerOfKey } from './caller-of-key.ts'
import { signedPictures } from './signed-pictures.ts'

const callBackEveryMs = 1000
const healthAnswerMs = 2000
/** Pictures that are decoded at a time. */
const mostDecoded = 2
/** LoRAs and embeddings in a list. */
const mostListed = 1000

export interface OpenApi {
  app: Hono<ApiEnv>
  /** Rejects with what is wrong. */
  ask(): Promise<void>
  close(): Promise<void>
}

/** Connects everything that the API works with. `databaseUrl`: a database with this version's schema. */
export async function openApi(
  config: Config,
  databaseUrl: string,
  logger: Logger,
  times: { reconciler?: ReconcilerTimes } = {},
): Promise<OpenApi> {
  const database = connectDatabase(databaseUrl)
  await waitForDatabase(database, logger)
  await requireSchema(database)
  const { db } = database
  const store = localDiskStore(join(config.dataDir, 'pictures'))
  await requireKnownStore(database, store)
  await refuseUnsafeRedis(config.redisUrl, logger)
  const backend = queueBackend({
    databaseUrl,
    redisUrl: config.redisUrl,
    installation: await installationId(database),
  })
  const queue = createGenerationQueue({ backend, logger })
  const changes = await listenForChanges(database)
  const clock = systemClock
  const pictures = signedPictures({ db, store, clock, secret: await pseudonymKey(db) })
  const underway = new Set<Promise<void>>()
  const jobDeps = {
    config,
    db,
    reserve: reserveTogether(db),
    queue,
    store,
    inTurn: turns(mostDecoded),
    goOn: (work: Promise<void>) => {
      const one = work.finally(() => underway.delete(one))
      underway.add(one)
    },
    changes,
    clock,
    faultPoint: faultPointsIn(config.faultPointFile),
    logger,
  }
  // A bot has one, too, which alone can ask Discord; whoever is there keeps the queue complete.
  const reconciler = startReconciler({
    database,
    queue,
    clock,
    logger,
    messageOf: () => Promise.resolve('unknown'),
    ...(times.reconciler && { times: times.reconciler }),
  })
  const rounds = startRounds({
    name: 'callbacks',
    database,
    lock: advisoryLocks.callBack,
    intervalMs: callBackEveryMs,
    logger,
    round: () => callBack({ db, config, clock, logger }),
  })
  const deps: RouteDeps = {
    jobs: createJobs(jobDeps),
    models: async (caller) => modelsOf(await termsOf(caller, jobDeps), jobDeps),
    async painting(caller) {
      const [terms, models] = await Promise.all([termsOf(caller, jobDeps), knownModels(db)])
      return {
        models,
        defaultModel: modelNamed(undefined, models, terms, config),
        limits: { mostPixels: terms.mostPixels.value, mostSteps: terms.mostSteps.value },
      }
    },
    keyOptions: {
      get: ({ keyId }) => optionsOfApiKey(db, keyId),
      set: ({ keyId }, options) => setOptionsOfApiKey(db, keyId, { ...options }),
    },
    loras: async (caller) =>
      usable(await termsOf(caller, jobDeps), 'lora', await extraNetworksLike(db, 'lora', '', mostListed)),
    embeddings: () => extraNetworksLike(db, 'embedding', '', mostListed),
    wildcards: () => wildcardsOf(config),
    pictureUrl: (id, origin) => pictures.url(id, origin),
    config,
    logger,
    clock,
  }
  return {
    app: apiApp(deps, { callerOf: callerOfKey({ db, clock, logger }), pictures }),
    async ask() {
      await within(healthAnswerMs, database.sql`select 1`)
    },
    async close() {
      await Promise.all([rounds.stop(), reconciler.stop()])
      await Promise.allSettled(underway)
      await changes.close()
      await queue.close()
      await database.close()
    },
  }
}
