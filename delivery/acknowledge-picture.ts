import { MessageFlags } from 'discord-api-types/v10'
import { lateAfter } from '#core/late-after.ts'
import type { Logger } from '#process/logger.ts'
import type { MessageBody } from '#messages/message-body.ts'
import type { DiscordApi, InteractionHandle, PictureFile } from './discord-api.ts'
import {
  isAlreadyAcknowledged,
  isBlockedByAutoMod,
  isTokenGone,
  isMessageDeleted,
  isUnknownInteraction,
} from './discord-errors.ts'

/** The result of the stages request and reserve. */
export type PictureDecision =
  | {
      accepted: true
      waiting: MessageBody
      files?: PictureFile[]
      /** For a picture that its person alone may see: the text they read where the answer is public already. */
      private?: { again: MessageBody } | undefined
    }
  | { accepted: false; notice: MessageBody; files?: PictureFile[] }

export type PictureAcknowledgement =
  /** The message stands. */
  | { outcome: 'shown'; messageId: string }
  /** The person was told, privately. */
  | { outcome: 'refused' }
  /** Discord does not know the interaction: its person saw "did not respond". */
  | { outcome: 'gone' }
  /** The server's AutoMod blocked the waiting message: nothing stands, and the interaction can still be answered. */
  | { outcome: 'blocked' }
  /** Unknown whether the message stands; the reconciler will ask Discord again. */
  | { outcome: 'unknown' }

/** Discord waits three seconds for the first answer; past this an answer may still arrive, but we ask instead of hoping. */
export const callbackTimeoutMs = 2500

/**
 * Acknowledges a command that ends in a picture. The decision races a timer: when it wins, the first answer is the right one
 * already (a private refusal, or the waiting message). When the timer wins, the answer is a deferral; of a public one, a refusal
 * then deletes that and follows up privately, since visibility is fixed by the acknowledgement.
 * @param expectPrivate whether pictures were private here the last time that somebody looked
 */
export async function acknowledgePicture(
  { api, logger }: { api: DiscordApi; logger: Logger },
  interaction: InteractionHandle,
  decision: Promise<PictureDecision>,
  budgetMs: number,
  expectPrivate = false,
): Promise<PictureAcknowledgement> {
  const first = await Promise.race([decision, lateAfter(budgetMs)])
  if (first !== 'late') {
    if (!first.accepted) {
      const signal = AbortSignal.timeout(callbackTimeoutMs)
      await api.replyPrivately(interaction, first.notice, signal, first.files)
      return { outcome: 'refused' }
    }
    const isPrivate = first.private !== undefined
    return orAsk({ api, logger }, interaction, isPrivate, (signal) =>
      isPrivate
        ? api.replyPrivately(interaction, first.waiting, signal, first.files)
        : api.reply(interaction, first.waiting, signal, first.files),
    )
  }

  const deferred = await orAsk({ api, logger }, interaction, expectPrivate, (signal) =>
    expectPrivate ? api.deferPrivately(interaction, signal) : api.deferPublicly(interaction, signal),
  )
  const decided = await decision
  if (deferred.outcome === 'gone') return deferred
  if (!decided.accepted) {
    // Also where it is unknown whether the deferral stands: "is thinking" must not stay in the channel.
    const { notice, files } = decided
    if (expectPrivate) await api.editOriginal(interaction, notice, files)
    else await insteadOfDeferral(api, interaction, notice, files)
    return { outcome: 'refused' }
  }
  if (deferred.outcome !== 'shown') return deferred
  if (decided.private !== undefined && !expectPrivate) {
    await insteadOfDeferral(api, interaction, decided.private.again)
    return { outcome: 'gone' }
  }
  await api.editOriginal(interaction, decided.waiting, decided.files).catch((error: unknown) => {
    // The message stands and says "is thinking"; the first progress edit will fill it.
    logger.warn({ err: error, interaction: interaction.id }, 'the waiting message could not be shown')
  })
  return deferred
}

/** The deferred message is deleted first: otherwise the first follow-up takes its place and its visibility. */
async function insteadOfDeferral(
  api: DiscordApi,
  interaction: InteractionHandle,
  notice: MessageBody,
  files?: PictureFile[],
): Promise<void> {
  try {
    await api.deleteOriginal(interaction)
  } catch (error) {
    // The message was deleted already.
    if (!isMessageDeleted(error)) throw error
  }
  await api.followUpPrivately(interaction, notice, files)
}

/** Sends the acknowledgement; when its answer is lost or says "already", asks Discord whether the message stands. */
async function orAsk(
  { api, logger }: { api: DiscordApi; logger: Logger },
  interaction: InteractionHandle,
  isPrivate: boolean,
  send: (signal: AbortSignal) => Promise<string>,
): Promise<PictureAcknowledgement> {
  try {
    return { outcome: 'shown', messageId: await send(AbortSignal.timeout(callbackTimeoutMs)) }
  } catch (error) {
    if (isUnknownInteraction(error)) return { outcome: 'gone' }
    if (isBlockedByAutoMod(error)) return { outcome: 'blocked' }
    if (!isAlreadyAcknowledged(error)) {
      logger.warn({ err: error, interaction: interaction.id }, 'the answer to an acknowledgement was lost')
    }
    return findOriginal(api, interaction, isPrivate)
  }
}

/** Whether the message of an interaction stands, for everybody or, of a private picture, for its person. */
export async function findOriginal(
  api: DiscordApi,
  interaction: InteractionHandle,
  isPrivate: boolean,
): Promise<PictureAcknowledgement> {
  try {
    const { id, flags = 0, components = [] } = await api.getOriginal(interaction)
    const isEphemeral = (flags & MessageFlags.Ephemeral) !== 0
    const isWaiting = (flags & MessageFlags.Loading) !== 0 || components.length > 0
    // A private answer without buttons is a refusal: the reservation behind it must not be painted.
    return isEphemeral && !(isPrivate && isWaiting)
      ? { outcome: 'gone' }
      : { outcome: 'shown', messageId: id }
  } catch (error) {
    return isTokenGone(error) || isMessageDeleted(error) ? { outcome: 'gone' } : { outcome: 'unknown' }
  }
}
