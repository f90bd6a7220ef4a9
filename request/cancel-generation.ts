import { requestCancel } from '#db/cancel.ts'
import type { Db } from '#db/connect.ts'
import { logIdsOf } from '#db/generations.ts'
import type { Generation } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import type { AtFaultPoint } from '#process/fault-points.ts'
import type { Logger } from '#process/logger.ts'
import type { GenerationQueue } from '#queue/generation-queue.ts'

/**
 * Cancels a generation. One that waits ends here; one that is being painted is ended by its worker.
 * @param tell its person, before it is settled: should this process die in between, a worker repeats both
 * @returns the row as it was found; undefined when it is painted or has ended already
 */
export async function cancelGeneration(
  generationId: string,
  {
    db,
    faultPoint,
    logger,
    queue,
  }: { db: Db; faultPoint: AtFaultPoint; logger: Logger; queue: Pick<GenerationQueue, 'remove'> },
  tell: (found: Generation) => Promise<void> = () => Promise.resolve(),
): Promise<Generation | undefined> {
  const found = await requestCancel(db, generationId)
  faultPoint('cancel requested')
  if (found === undefined || found.state === 'painting') return found
  // The message was posted a moment ago, its id is not stored yet: the worker that takes the row will cancel it.
  if (found.draftId !== null && found.messageId === null) return found
  await tell(found)
  faultPoint('cancel told')
  await settleWithout(db, {
    id: found.id,
    from: ['reserved', 'queued'],
    to: 'cancelled',
    failure: 'cancelled',
  })
  faultPoint('cancel settled')
  await queue.remove(found).catch((error: unknown) => {
    logger.warn(
      { err: error, ...logIdsOf(found) },
      'a cancelled job stays: its worker will find nothing to do',
    )
  })
  return found
}
