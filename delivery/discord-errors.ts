import { DiscordAPIError, RateLimitError } from '@discordjs/rest'
import { RESTJSONErrorCodes } from 'discord-api-types/v10'

/** Discord's JSON error code of a failed call (docs.discord.com: topics/opcodes-and-status-codes#json), if it is one. */
export function discordErrorCode(error: unknown): number | undefined {
  return error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : undefined
}

const among =
  (...codes: number[]) =>
  (error: unknown) => {
    const code = discordErrorCode(error)
    return code !== undefined && codes.includes(code)
  }

/** The interaction is too old, or never existed: the person saw "did not respond". Trying again is of no use. */
export const isUnknownInteraction = among(RESTJSONErrorCodes.UnknownInteraction)
/** The interaction was acknowledged before: by another process, or by our own call whose answer was lost. */
export const isAlreadyAcknowledged = among(RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
/** The interaction's token died: the channel route is left. */
export const isTokenGone = among(RESTJSONErrorCodes.UnknownWebhook, RESTJSONErrorCodes.InvalidWebhookToken)
/** Somebody deleted the message, or its channel: nothing is left to do for it. */
export const isMessageDeleted = among(RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel)
const isBeyondEditing = among(
  RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
)
/**
 * The message is too old for so many edits (`rest-options.ts` lets no other rate limit become an error), or in a thread that
 * is asleep, which a message wakes and an edit does not: a new one is needed.
 */
export const needsNewMessage = (error: unknown) => error instanceof RateLimitError || isBeyondEditing(error)
/** The file is larger than this channel takes. */
export const isTooLarge = among(RESTJSONErrorCodes.RequestEntityTooLarge)
/** A thread that is asleep and locked takes nothing from us, either. */
export const isForbidden = among(
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
  // The person takes no direct messages.
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
)
/** The server's AutoMod blocked the message, or the text of its embed. The rule is the server's; sending the same again does not help. */
export const isBlockedByAutoMod = among(
  RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration,
  RESTJSONErrorCodes.TitleWasBlockedByAutomaticModeration,
)
/** Discord refuses the body that we sent: a bug of ours; sending the same again does not help. */
export const isOurMistake = (error: unknown) =>
  error instanceof DiscordAPIError &&
  error.status === 400 &&
  !isForbidden(error) &&
  !isBlockedByAutoMod(error)
