import { runClockOn } from '#db/fair-shares.ts'
import { type DiscordGeneration, isForDiscord } from '#db/discord-generation.ts'
import { findGeneration } from '#db/generations.ts'
import type { Generation } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import { editOrPost, removeGenerationMessage } from '#delivery/generation-message.ts'
import { isBlockedByAutoMod, isForbidden, isOurMistake } from '#delivery/discord-errors.ts'
import { notice } from '#messages/notice.ts'
import type { WorkerDeps } from './deps.ts'

/**
 * Ends a generation without a picture: its person is told in its message, where it has one, then the hold is given back. In this order,
 * since telling can be repeated after a crash; a word that cannot be brought keeps nobody's quota.
 */
export async function giveUp(
  deps: WorkerDeps,
  row: Generation,
  failure: string,
  text: string,
): Promise<void> {
  // A worker that lost the row must not edit the message: it is another worker's now, and may show the picture already.
  const now = await findGeneration(deps.db, row.id)
  if (now?.attempt !== row.attempt) return
  try {
    if (isForDiscord(row)) await tell(deps, row, text)
  } catch (error) {
    if (!isForbidden(error) && !isOurMistake(error)) throw error
  }
  deps.faultPoint('end told')
  const settled = await settleWithout(deps.db, {
    id: row.id,
    attempt: row.attempt,
    from: ['painting', 'painted'],
    to: failure === 'cancelled' ? 'cancelled' : 'failed',
    failure,
    failureText: text,
  })
  deps.faultPoint('end settled')
  if (settled) await runClockOn(deps.db, { queue: row.model, ...row })
}

/** Where AutoMod blocks even the word, the waiting message goes: it must not stand for ever. */
async function tell(deps: WorkerDeps, row: DiscordGeneration, text: string): Promise<void> {
  try {
    await editOrPost(deps, row, notice(text))
  } catch (error) {
    if (!isBlockedByAutoMod(error)) throw error
    deps.logger.warn({ err: error }, 'AutoMod blocked the last word, too: the message is taken away')
    await removeGenerationMessage(deps, row)
  }
}
