import type { Clock } from '#core/clock.ts'
import type { Logger } from '#process/logger.ts'
import { logIdsOf } from '#db/generations.ts'
import type { DiscordGeneration } from '#db/discord-generation.ts'
import type { MessageBody } from '#messages/message-body.ts'
import type { DiscordApi, InteractionHandle, PictureFile } from './discord-api.ts'
import { isMessageDeleted, isTokenGone, needsNewMessage } from './discord-errors.ts'
import { findByButtons } from './find-by-buttons.ts'

/** An interaction token that dies within this time is not relied on any more. */
export const tokenMarginMs = 20_000

/** How to reach the message of a generation by its interaction; undefined once the token is of no use. */
export function interactionOf(generation: DiscordGeneration, now: Date): InteractionHandle | undefined {
  const { interactionToken: token, applicationId, idempotencyKey: id } = generation
  if (token === null) return undefined
  if (generation.interactionExpiresAt.getTime() - now.getTime() < tokenMarginMs) return undefined
  return { applicationId, id, token }
}

/**
 * Edits the generation's message, by its interaction token while that lives, then by the channel route with the bot's
 * token. Both can be repeated without harm.
 * @returns false when somebody deleted the message, or a private one is out of reach: there is nothing to edit.
 */
export async function editGenerationMessage(
  ports: { api: DiscordApi; clock: Clock },
  generation: DiscordGeneration,
  body: MessageBody,
  files: PictureFile[] = [],
): Promise<boolean> {
  return (await edited(ports, generation, body, files)) === 'edited'
}

async function edited(
  { api, clock }: { api: DiscordApi; clock: Clock },
  generation: DiscordGeneration,
  body: MessageBody,
  files: PictureFile[],
): Promise<'edited' | 'deleted' | 'out of reach'> {
  const interaction = interactionOf(generation, clock.now())
  try {
    if (interaction !== undefined) {
      try {
        // A draft's private ones are follow-ups of its confirmation; its public ones are not reached by a token.
        const { draftId, messageId } = generation
        if (draftId === null || messageId === null) await api.editOriginal(interaction, body, files)
        else await api.editFollowUp(interaction, messageId, body, files)
        return 'edited'
      } catch (error) {
        if (!isTokenGone(error)) throw error
      }
    }
    // The channel route does not know of messages that one person sees.
    if (generation.private) return 'out of reach'
    if (generation.messageId === null) throw new Error(`generation ${generation.id} has no message to edit`)
    await api.editMessage(generation.channelId, generation.messageId, body, files)
    return 'edited'
  } catch (error) {
    if (isMessageDeleted(error)) return 'deleted'
    throw error
  }
}

/**
 * Puts how a generation ended into its message: the picture, or a word. Where Discord refuses the edit because the message is
 * too old, a new one is posted, once; for a private one that is out of reach, into its person's direct messages.
 * @returns the id of the message that shows it
 */
export async function editOrPost(
  ports: { api: DiscordApi; clock: Clock; logger: Logger },
  generation: DiscordGeneration,
  body: MessageBody,
  files: PictureFile[] = [],
): Promise<string> {
  try {
    const outcome = await edited(ports, generation, body, files)
    if (outcome === 'out of reach') {
      return await postOnce(
        ports.api,
        generation,
        await ports.api.directMessages(generation.userId),
        body,
        files,
      )
    }
    if (outcome === 'deleted')
      ports.logger.info(logIdsOf(generation), 'the message was deleted before its end came')
    return generation.messageId ?? ''
  } catch (error) {
    if (!needsNewMessage(error)) throw error
    return postOnce(ports.api, generation, generation.channelId, body, files)
  }
}

/** Takes the generation's message away, by the interaction's token while that lives; one that is gone already is no error. */
export async function removeGenerationMessage(
  { api, clock }: { api: DiscordApi; clock: Clock },
  generation: DiscordGeneration,
): Promise<void> {
  const { channelId, messageId, draftId } = generation
  const interaction = interactionOf(generation, clock.now())
  try {
    if (interaction !== undefined && draftId === null) await api.deleteOriginal(interaction)
    else if (messageId !== null && !generation.private) await api.deleteMessage(channelId, messageId)
  } catch (error) {
    if (!isMessageDeleted(error) && !isTokenGone(error)) throw error
  }
}

/** An earlier, lost attempt may have posted the message longer ago than Discord remembers a nonce: the channel is searched. */
async function postOnce(
  api: DiscordApi,
  generation: DiscordGeneration,
  channelId: string,
  body: MessageBody,
  files: PictureFile[],
): Promise<string> {
  const { applicationId, attempt, paintedAt } = generation
  const posted =
    attempt < 2 || paintedAt === null
      ? undefined
      : await findByButtons(api, { applicationId, channelId }, body, paintedAt)
  return posted ?? api.postMessage(channelId, body, nonceOf(generation), files)
}

/** Discord's nonces have at most 25 characters: the id's first 24 hex digits. */
function nonceOf(generation: DiscordGeneration): string {
  return generation.id.replaceAll('-', '').slice(0, 24)
}
