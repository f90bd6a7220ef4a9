import {
  erase,
  filesOf,
  forgetMessage,
  messagesToClear,
  pendingErasures,
  unsettledBefore,
} from '#db/erase.ts'
import { forgetPresses } from '#db/presses.ts'
import type { Erasure } from '#db/schema.ts'
import { settleWithout } from '#db/settle.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { tryEdit } from './try-edit.ts'
import { cancelGeneration } from '#bot/pictures/cancel-generation.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { refreshMessages } from './refresh-messages.ts'

/** A worker that has not ended a cancelled picture by then may be dead; its later writes change nothing. */
const graceMs = 30_000
const messagesARound = 50

/**
 * Deletes a person's data, once nothing of theirs is being painted any more. Every step can be repeated: files go before the
 * rows that name them.
 * @returns false while something is still underway
 */
export async function erasePerson(erasure: Erasure, deps: BotDeps): Promise<boolean> {
  const { clock, db, store } = deps
  const impatient = clock.now().getTime() - erasure.requestedAt.getTime() > graceMs
  for (const generation of await unsettledBefore(db, erasure)) {
    if (impatient) {
      const from = ['reserved', 'queued', 'painting', 'painted'] as const
      await settleWithout(db, { id: generation.id, from: [...from], to: 'cancelled', failure: 'cancelled' })
    } else if (generation.cancelRequestedAt === null) {
      await cancelGeneration(generation.id, deps)
    }
  }
  if ((await unsettledBefore(db, erasure)).length > 0) return false
  const { pictures, startImages } = await filesOf(db, erasure)
  for (const id of [...pictures, ...startImages]) await store.remove(id)
  const erased = await erase(db, erasure)
  if (erased) deps.logger.info({ pictures: pictures.length }, 'a person’s data was deleted')
  return true
}

/**
 * One round: deletions that a crash or a slow painter left open, then the messages that still show deleted pictures, and presses
 * too old to be repeated.
 */
export async function eraseAsRequested(deps: BotDeps): Promise<void> {
  for (const erasure of await pendingErasures(deps.db)) await erasePerson(erasure, deps)
  for (const { id, channelId, messageId, locale } of await messagesToClear(deps.db, messagesARound)) {
    const body = notice(textsFor(locale).deleted)
    if (await tryEdit(deps, { channelId, messageId }, body)) await forgetMessage(deps.db, id)
  }
  await refreshMessages(deps)
  await forgetPresses(deps.db, deps.clock.now())
}
