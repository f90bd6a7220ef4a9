import { tellWhenEmpty, waitsForEmpty } from '#db/operator-state.ts'
import { waitingInAll } from '#db/waiting.ts'
import { discordErrorCode } from '#delivery/discord-errors.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/** One round: says once, in the channel of `/owner drain`, that nothing is left in the queue. */
export async function tellDrained({
  api,
  db,
  logger,
}: Pick<BotDeps, 'api' | 'db' | 'logger'>): Promise<void> {
  const listener = await waitsForEmpty(db)
  if (listener === undefined || (await waitingInAll(db)) > 0) return
  const body = notice(textsFor(listener.locale).admin.owner.left(0))
  try {
    // Should this process die before that is stored, the nonce keeps Discord from posting it twice.
    await api.postMessage(listener.channelId, body, listener.interactionId)
  } catch (error) {
    if (discordErrorCode(error) === undefined) throw error
    logger.warn({ err: error }, 'the queue is empty; that could not be said in the channel of /owner drain')
  }
  await tellWhenEmpty(db, null)
}
