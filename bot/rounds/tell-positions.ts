import { placesInLine } from '#core/queue-outlook.ts'
import { isForDiscord } from '#db/discord-generation.ts'
import { findGeneration, logIdsOf } from '#db/generations.ts'
import { queueRows } from '#db/waiting.ts'
import { workersAtWork } from '#db/workers.ts'
import { editGenerationMessage, interactionOf } from '#delivery/generation-message.ts'
import { underwayOf } from '#delivery/underway.ts'
import { notice } from '#messages/notice.ts'
import { waitingMessage } from '#messages/progress.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/** Edits a round: Discord allows 50 requests a second in all, and pictures come first. */
const editsPerRound = 10
/** By the channel route a channel takes five edits in five seconds, and pictures come first. */
const channelEditsPerRound = 2
/** The next in the line may be taken at any moment: its message belongs to its worker. */
const firstToldPosition = 2

/**
 * Tells waiting people how the line has moved. Each call is one round: the front of the line first, and only people whose place
 * has changed since they were told.
 */
export function positionTeller({
  db,
  api,
  clock,
  logger,
}: Pick<BotDeps, 'db' | 'api' | 'clock' | 'logger'>): () => Promise<void> {
  let told = new Map<string, number>()
  return async () => {
    const [rows, workers] = await Promise.all([queueRows(db), workersAtWork(db)])
    const waiting = placesInLine(rows, workers, clock.now()).filter(
      ({ position }) => position >= firstToldPosition,
    )
    told = new Map([...told].filter(([id]) => waiting.some((place) => place.id === id)))
    const moved = waiting
      .filter(({ id, position }) => told.get(id) !== position)
      .toSorted((a, b) => a.position - b.position)
    const byChannel = new Map<string, number>()
    for (const place of moved.slice(0, editsPerRound)) {
      const row = await findGeneration(db, place.id)
      if (row?.state !== 'queued' || row.cancelRequestedAt !== null || !isForDiscord(row)) continue
      if (interactionOf(row, clock.now()) === undefined) {
        const edits = byChannel.get(row.channelId) ?? 0
        if (edits >= channelEditsPerRound) continue
        byChannel.set(row.channelId, edits + 1)
      }
      try {
        await editGenerationMessage({ api, clock }, row, waitingMessage(underwayOf(row), place))
        // Cancelled while that was on its way: its last word may have come first, and it would seem to wait for ever.
        const now = await findGeneration(db, place.id)
        if (now !== undefined && now.state !== 'painting' && now.cancelRequestedAt !== null)
          await editGenerationMessage({ api, clock }, row, notice(textsFor(row.locale).failures.cancelled))
      } catch (error) {
        logger.warn({ err: error, ...logIdsOf(row) }, 'a place in the line could not be told')
      }
      told.set(place.id, place.position)
    }
  }
}
