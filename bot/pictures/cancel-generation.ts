import type { BotDeps } from '#bot/contract/deps.ts'
import { isForDiscord } from '#db/discord-generation.ts'
import type { Generation } from '#db/schema.ts'
import { editGenerationMessage } from '#delivery/generation-message.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { cancelGeneration as cancel } from '#request/cancel-generation.ts'

/**
 * Cancels a generation, and says so in its message, where it has one.
 * @returns the row as it was found; undefined when it is painted or has ended already
 */
export async function cancelGeneration(
  generationId: string,
  deps: Pick<BotDeps, 'api' | 'clock' | 'db' | 'faultPoint' | 'logger'> & {
    queue: Pick<BotDeps['queue'], 'remove'>
  },
): Promise<Generation | undefined> {
  return cancel(generationId, deps, async (found) => {
    if (isForDiscord(found))
      await editGenerationMessage(deps, found, notice(textsFor(found.locale).failures.cancelled))
  })
}
