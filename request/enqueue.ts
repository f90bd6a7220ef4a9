import { priorityOf } from '#core/fair-order.ts'
import { queueBase } from '#db/fair-shares.ts'
import { logIdsOf } from '#db/generations.ts'
import type { Generation } from '#db/schema.ts'
import type { Db } from '#db/connect.ts'
import type { Logger } from '#process/logger.ts'
import type { GenerationQueue } from '#queue/generation-queue.ts'

/** Adds the job. While the queue is away nothing is refunded: the reconciler adds the job later. */
export async function enqueue(
  { db, queue, logger }: { db: Db; queue: Pick<GenerationQueue, 'add'>; logger: Logger },
  generation: Generation,
): Promise<void> {
  try {
    const base = await queueBase(db, generation.model)
    await queue.add(generation, priorityOf(generation.startTag, base))
  } catch (error) {
    logger.warn(
      { err: error, ...logIdsOf(generation) },
      'the queue did not take the job; the reconciler will add it',
    )
  }
}
