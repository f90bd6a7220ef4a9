import { requestCancel } from '#db/cancel.ts'
import { isForDiscord } from '#db/discord-generation.ts'
import { logIdsOf } from '#db/generations.ts'
import type { Generation } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import { editGenerationMessage } from '#delivery/generation-message.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/**
 * Cancels a generation. One that waits ends here; one that is being painted is ended by its worker.
 * @returns the row as it was found; undefined when it is painted or has ended already
 */
export async function cancelGeneration(
  generationId: string,
  {
    api,
    clock,
    db,
    faultPoint,
    logger,
    queue,
  }: Pick<BotDeps, 'api' | 'clock' | 'db' | 'faultPoint' | 'logger'> & {
    queue: Pick<BotDeps['queue'], 'remove'>
  },
): Promise<Generation | undefined> {
  const found = await requestCancel(db, generationId)
  faultPoint('cancel requested')
  if (found === undefined || found.state === 'painting') return found
  // The message was posted a moment ago, its id is not stored yet: the worker that takes the row will cancel it.
  if (found.draftId !== null && found.messageId === null) return found
  // The message first, then the settlement: should this process die in between, a worker repeats both.
  if (isForDiscord(found))
    await editGenerationMessage({ api, clock }, found, notice(textsFor(found.locale).failures.cancelled))
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
