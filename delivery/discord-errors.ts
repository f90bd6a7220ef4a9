import { DiscordAPIError } from '@discordjs/rest'
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

/** Too late, or never there: the person saw "did not respond". Trying again is of no use. */
export const isUnknownInteraction = among(RESTJSONErrorCodes.UnknownInteraction)
/** Somebody, perhaps we with a lost answer, has acknowledged it. */
export const isAlreadyAcknowledged = among(RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
/** The interaction's token died: the channel route is left. */
export const isTokenGone = among(RESTJSONErrorCodes.UnknownWebhook, RESTJSONErrorCodes.InvalidWebhookToken)
/** Somebody deleted the message: nothing is left to do for it. */
export const isMessageDeleted = among(RESTJSONErrorCodes.UnknownMessage)
/** The message is too old for so many edits: a new one is needed. */
export const isTooOldToEdit = among(RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached)
/** The file is larger than this channel takes. */
export const isTooLarge = among(RESTJSONErrorCodes.RequestEntityTooLarge)
export const isForbidden = among(RESTJSONErrorCodes.MissingAccess, RESTJSONErrorCodes.MissingPermissions)
