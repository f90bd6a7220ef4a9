import { ownProcess } from '#process/own-process.ts'
import { randomUUID } from 'node:crypto'
import { constants, hostname } from 'node:os'
import { join } from 'node:path'
import { REST } from '@discordjs/rest'
import { systemClock } from '#core/clock.ts'
import { type Config, databaseOfPart } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import type { Opening } from '#core/opening.ts'
import { faultPointsIn } from '#process/fault-points.ts'
import type { Logger } from '#process/logger.ts'
import { saySeldom } from '#process/say-seldom.ts'
import { connectDatabase } from '#db/connect.ts'
import { claimInstallation, installationId } from '#db/installation.ts'
import { requireKnownStore } from '#db/known-store.ts'
import { tellExtraNetworks } from '#db/extra-networks.ts'
import { requireSchema } from '#db/migrate.ts'
import { waitForDatabase } from '#db/wait-for-database.ts'
import { heartbeat, registerWorker, signOff, workerAliveForMs } from '#db/workers.ts'
import { createDiscordApi } from '#delivery/discord-api.ts'
import { followCommands } from '#delivery/registered-commands.ts'
import { restOptions } from '#delivery/rest-options.ts'
import type { Paint } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import { findUpscalers } from '#diffusion/model/find-upscalers.ts'
import { checkpointVae, findModel } from '#diffusion/model/read-model.ts'
import { createPainter } from '#diffusion/painter/painter.ts'
import type { PainterProgram } from '#diffusion/painter/painter-child.ts'
import { queueBackend } from '#queue/backends/open.ts'
import { refuseUnsafeRedis } from '#queue/backends/safe-redis.ts'
import { createGenerationWorker, type StallTimes } from '#queue/generation-worker.ts'
import { localDiskStore } from '#store/local-disk.ts'
import { applicationOf } from './application-of.ts'
import { listenForCancellations } from './cancellations.ts'
import { readModelFacts } from './model-facts.ts'
import { lorasIn } from './extra-networks/prompt-loras.ts'
import { watchExtraNetworks } from './extra-networks/watch-extra-networks.ts'
import { Gate } from './gate.ts'
import { type openedSoonMs, openingOf, openPainter, openSoon } from './open-painter.ts'
import { requireNoBot, watchForBot } from './no-discord.ts'
import { ServedModels } from './served-models.ts'
import { createSpeedometer } from './speedometer.ts'
import { listenForWantedPreviews } from './wanted-previews.ts'
import { type KnownUpscaler, openUpscalers, upscaleBy } from './upscalers.ts'
import { paintJob } from './paint-job.ts'

/** Of MODELS_DIR. */
const embeddingsFolder = 'embeddings'
const heartbeatMs = 5000
/** Pictures at once that are tried: on a CPU batching gains nothing, on a GPU until its memory is full or its cores are busy. */
const mostSlots = { cpu: 1, gpu: 8 }
export interface WorkerOptions {
  stall?: StallTimes
  /** What its painter runs. */
  painter?: PainterProgram
  /** How it gets its painter. */
  createPainter?: typeof createPainter
  openedSoonMs?: typeof openedSoonMs
  /** What its painter computes with, as `nice` counts it; its own by default. */
  painterPriority?: number
}

export interface RunningWorker {
  /** Whether the worker's last heartbeat in the database is young enough for others to take it for alive. */
  isAlive(): boolean
  /** Whether its model is open, so that it takes jobs. */
  takesJobs(): boolean
  /** Rejects when the model can't be opened, where that shows itself late. */
  readonly failed: Promise<never>
  close(): Promise<void>
}

/**
 * Of a worker's process, behind bot and database, where they share a machine: a picture takes seconds, an answer must come within
 * three. It counts only while somebody else has work.
 */
export const workerPriority = 3
/** Of what computes the pictures, on all cores: who waits for an answer gets one meanwhile. Below normal on Windows, too. */
export const painterPriority = constants.priority.PRIORITY_BELOW_NORMAL

/**
 * The painting process: registers, opens its model, takes jobs of its models, and on close finishes them or hands them back. Where the
 * model is not open soon, the rest is there before.
 * @throws {PersonError} also for a model or a device that is not there
 */
export async function runWorker(
  config: Config,
  logger: Logger,
  options: WorkerOptions = {},
): Promise<RunningWorker> {
  try {
    return await openWorker(config, logger, options)
  } catch (error) {
    throw forPeople(error)
  }
}

/** The engine has its own kind of sentence for people. */
function forPeople(error: unknown): unknown {
  return error instanceof PaintError ? new PersonError(error.code, error.message, { cause: error }) : error
}

async function openWorker(config: Config, logger: Logger, options: WorkerOptions): Promise<RunningWorker> {
  const databaseUrl = databaseOfPart(config, 'a worker')
  const { token, guildId } = config.discord
  const folder = findModel(config.model, config.modelsDir)
  const vae = checkpointVae(folder, config.modelVae, config.modelsDir)
  // Before anything else is opened: without its model there is no worker.
  const facts = await readModelFacts(folder, vae)

  const database = connectDatabase(databaseUrl)
  await waitForDatabase(database, logger)
  await requireSchema(database)
  const store = localDiskStore(join(config.dataDir, 'pictures'))
  await requireKnownStore(database, store)
  const rest = new REST(restOptions(config))
  if (token === undefined) await requireNoBot(database)
  else rest.setToken(token)
  const applicationId =
    token === undefined ? undefined : ((await applicationOf(rest, logger)) ?? config.discord.applicationId)
  if (applicationId !== undefined) await claimInstallation(database, applicationId)
  const commandMentions =
    applicationId === undefined
      ? () => new Map<string, string>()
      : await followCommands({ rest, applicationId, guildId, clock: systemClock, logger })
  await refuseUnsafeRedis(config.redisUrl, logger)
  const painter = (options.createPainter ?? createPainter)({
    device: config.device,
    keptIn: config.dataDir,
    // People change between models; the memory is for one.
    maxModels: 1,
    ...(options.painterPriority !== undefined && { priority: options.painterPriority }),
    say: (sentence) => logger.warn(sentence),
    program: options.painter ?? ownProcess('worker/diffusion/painter/painter-process'),
  })
  const upscalers: KnownUpscaler[] = []
  const cancellations = await listenForCancellations(database, logger)
  const previews = await listenForWantedPreviews(database, systemClock)
  const stopping = new AbortController()
  const speedometer = createSpeedometer({
    get most() {
      return painter.device === 'cpu' ? mostSlots.cpu : mostSlots.gpu
    },
    slotsChanged(slots) {
      models.setSlots(slots)
      gate.open()
      logger.info({ slots, speed: speedometer.speed() }, 'so many pictures at once from now on')
    },
  })
  const id = randomUUID()
  const deps = {
    db: database.db,
    api: createDiscordApi(rest, commandMentions),
    store,
    paint: (...[request, signal]: Parameters<Paint>) => models.paintOf(request)(request, signal),
    upscalers,
    upscale: upscaleBy(upscalers, painter),
    modelPlace: (name: string) => models.get(name).place,
    modelHash: (name: string) => models.get(name).hash,
    embeddings: join(config.modelsDir, embeddingsFolder),
    ...lorasIn(config.modelsDir),
    get device() {
      return painter.device ?? config.device
    },
    clock: systemClock,
    faultPoint: faultPointsIn(config.faultPointFile),
    logger,
    cancellations,
    previews,
    speedometer,
    stopping: stopping.signal,
  }
  const backend = queueBackend({
    databaseUrl,
    redisUrl: config.redisUrl,
    installation: await installationId(database),
  })
  /** Jobs of all models together: they share the device. */
  const gate = new Gate(() => speedometer.slots())
  const models = new ServedModels({
    settings: config,
    paint: painter.paint,
    openQueue: (model) =>
      createGenerationWorker({
        backend,
        model,
        slots: speedometer.slots(),
        work: (generationId) => gate.pass(() => paintJob(deps, generationId)),
        logger,
        ...(options.stall && { times: options.stall }),
      }),
    logger,
  })
  await models.look()
  let takesJobs = false
  /** Which upscalers there are is known once they are open. */
  const told = () =>
    models.facts.map((facts) => ({
      ...facts,
      ...(takesJobs && { upscalers: upscalers.map(({ name, factor }) => ({ name, factor })) }),
    }))
  const starting: Opening = { device: config.device, doing: 'starting', since: Date.now() }
  await registerWorker(database.db, {
    id,
    host: hostname(),
    pid: process.pid,
    device: config.device,
    models: told(),
    slots: speedometer.slots(),
    opening: starting,
  })
  const networks = watchExtraNetworks({
    modelsDir: config.modelsDir,
    modelPaths: () => models.paths,
    tell: (found) => tellExtraNetworks(database.db, id, found),
    logger,
  })
  let lastBeat = performance.now()
  const notWritten = saySeldom(logger, 'a heartbeat was not written')
  const tellAlive = async () => {
    try {
      await heartbeat(database.db, id, {
        speed: speedometer.speed(),
        slots: speedometer.slots(),
        models: told(),
        device: deps.device,
        opening: takesJobs ? null : (openingOf(painter, Date.now()) ?? starting),
      })
      lastBeat = performance.now()
    } catch (error) {
      notWritten(error)
    }
  }
  let looking = false
  /** A file that is put into MODELS_DIR is offered with the next heartbeat. */
  const lookAgain = async () => {
    if (looking) return
    looking = true
    try {
      if (await models.look()) await tellAlive()
    } catch (error) {
      logger.warn({ err: error }, 'the models could not be looked through')
    } finally {
      looking = false
    }
  }
  const bot = token === undefined ? watchForBot(database) : undefined
  const beat = setInterval(() => {
    void tellAlive()
    void bot?.look()
    void lookAgain()
  }, heartbeatMs)
  let closing = false
  const open = async () => {
    const opened = await openPainter(painter, { path: folder, vae }, logger)
    logger.info({ model: facts.name, ...opened }, 'the model is open')
    upscalers.push(...(await openUpscalers(await findUpscalers(folder, config.modelsDir), painter, logger)))
    if (closing) return
    await models.takeJobs()
    takesJobs = true
    await tellAlive()
    logger.info({ worker: id, model: facts.name, device: opened.device }, 'the worker takes pictures')
  }
  const opening = open()
  // Never settled by an end in good order: what ends it is close().
  const failed = new Promise<never>((_, reject) => {
    bot?.came.catch(reject)
    opening.catch((error: unknown) => {
      if (!closing) reject(forPeople(error))
    })
  })
  failed.catch(() => {})

  const close = async () => {
    closing = true
    clearInterval(beat)
    if (!takesJobs) await painter.close()
    await opening.catch(() => {})
    await networks.stop()
    // Without it this worker counts as dead some seconds later: the rest is closed all the same.
    await signOff(database.db, id).catch((error: unknown) =>
      logger.warn({ err: error }, 'the worker could not sign off'),
    )
    const grace = setTimeout(() => stopping.abort(new Error('the worker stops')), config.shutdownGraceMs)
    await models.close()
    clearTimeout(grace)
    await Promise.all([cancellations.stop(), previews.stop()])
    await painter.close()
    await database.close()
  }
  try {
    await openSoon(opening, painter, options.openedSoonMs)
  } catch (error) {
    await close()
    throw error
  }

  return {
    isAlive: () => performance.now() - lastBeat < workerAliveForMs,
    takesJobs: () => takesJobs,
    failed,
    close,
  }
}
