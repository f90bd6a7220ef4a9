import { logBug } from '#process/logger.ts'
import { costThatRan } from '#core/fair-order.ts'
import { maxAttempts } from '#core/generation.ts'
import { isForDiscord } from '#db/discord-generation.ts'
import { advanceClock, runClockOn } from '#db/fair-shares.ts'
import { handBack, logIdsOf, takeOver } from '#db/generations.ts'
import { markPainted } from '#db/images.ts'
import type { Generation } from '#db/schema.ts'
import { settlePainted } from '#db/settle.ts'
import { PaintError } from '#diffusion/errors.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { deliver } from './deliver.ts'
import type { WorkerDeps } from './deps.ts'
import { giveUp } from './give-up.ts'
import { paintPictures } from './paint-pictures.ts'

/**
 * The second half of a picture's way: take over → paint → store → deliver → settle. An error in here leaves the row as it is:
 * the job runs again, and goes on from the row's state in Postgres.
 */
export async function paintJob(deps: WorkerDeps, generationId: string): Promise<void> {
  const row = await takeOver(deps.db, generationId)
  if (row === undefined) return
  deps.faultPoint('taken over')
  const logger = deps.logger.child({ ...logIdsOf(row), attempt: row.attempt })
  let painted: Generation | undefined = row
  if (row.state === 'painting') {
    if (row.lostAttempts >= maxAttempts) {
      logger.error('given up: its painter was lost too often')
      return giveUp(deps, row, 'lost', textsFor(row.locale).failures.lost)
    }
    await advanceClock(deps.db, row.model, row.startTag)
    const watched = deps.cancellations.watch(row)
    try {
      painted = await paint({ ...deps, logger }, row, watched)
    } finally {
      watched.done()
    }
  }
  return painted && deliver({ ...deps, logger }, painted)
}

/** Paints and keeps the pictures. Undefined: there is nothing to deliver from here. */
async function paint(
  deps: WorkerDeps,
  row: Generation,
  { cancelled, lost }: { cancelled: AbortSignal; lost: AbortSignal },
): Promise<Generation | undefined> {
  const { logger } = deps
  const measure = deps.speedometer.begin()
  try {
    if (row.cancelRequestedAt !== null) throw new Error('cancelled before it was taken')
    const { images, withheld, spoiler, notes, error } = await paintPictures(
      deps,
      row,
      AbortSignal.any([deps.stopping, cancelled, lost]),
    )
    deps.faultPoint('pictures stored')
    const cost = costThatRan(images, row.count) ?? row.cost
    measure.done(cost)
    const failure = error === undefined ? null : logBug(logger, error, 'a part of the pictures is missing')
    if (withheld > 0) logger.info({ withheld }, 'flagged by the model’s safety checker, and withheld')
    if (images.length === 0) {
      await giveUp(deps, row, 'withheld', textsFor(row.locale).failures.withheld(withheld, row.count))
      return undefined
    }
    const outcome = { failure, withheld, spoiler, notes }
    if (isForDiscord(row)) {
      const kept = await markPainted(deps.db, row, images, outcome)
      deps.faultPoint('marked painted')
      if (kept) return { ...row, state: 'painted', cost, ...outcome }
    } else if (await settlePainted(deps.db, row, images, outcome)) {
      deps.faultPoint('delivery settled')
      await runClockOn(deps.db, { queue: row.model, ...row, cost })
      logger.info('delivered')
      return undefined
    }
    logger.warn('another attempt has taken the picture over; this one is dropped')
    return undefined
  } catch (error) {
    if (lost.aborted) {
      logger.warn('another worker has taken the picture over; this one stops')
      return undefined
    }
    if (deps.stopping.aborted) {
      await handBack(deps.db, row)
      logger.info('handed back: this worker stops')
      return undefined
    }
    const texts = textsFor(row.locale).failures
    if (cancelled.aborted || row.cancelRequestedAt !== null) {
      await giveUp(deps, row, 'cancelled', texts.cancelled)
      logger.info('cancelled')
      return undefined
    }
    if (error instanceof PaintError && (error.code === 'bad_request' || error.code === 'bad_model')) {
      logger.warn({ err: error }, 'the engine refused the request')
      await giveUp(deps, row, error.code, texts.request(error.message))
      return undefined
    }
    if (error instanceof PaintError) throw error
    const reference = logBug(logger, error, 'painting failed')
    await giveUp(deps, row, 'bug', texts.bug(reference))
    return undefined
  } finally {
    measure.failed()
  }
}
