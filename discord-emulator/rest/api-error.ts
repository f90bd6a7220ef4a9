/** Nested as the request's body is: https://discord.com/developers/docs/reference#error-messages */
export type ErrorTree = { [key: string]: ErrorTree } | { _errors: { code: string; message: string }[] }

/** A refusal as Discord words it: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: number
  readonly errors: ErrorTree | undefined
  /** The seconds that a 429 asks to wait. */
  readonly retryAfterSeconds: number | undefined

  constructor(status: number, code: number, message: string, errors?: ErrorTree, retryAfterSeconds?: number) {
    super(message)
    this.status = status
    this.code = code
    this.errors = errors
    this.retryAfterSeconds = retryAfterSeconds
  }

  get body(): unknown {
    return {
      message: this.message,
      code: this.code,
      ...(this.errors ? { errors: this.errors } : {}),
      ...(this.retryAfterSeconds === undefined ? {} : { retry_after: this.retryAfterSeconds, global: false }),
    }
  }
}

export const unauthorized = () => new ApiError(401, 0, '401: Unauthorized')
export const notFound = () => new ApiError(404, 0, '404: Not Found')
export const unknownApplication = () => new ApiError(404, 10_002, 'Unknown Application')
export const unknownChannel = () => new ApiError(404, 10_003, 'Unknown Channel')
export const unknownGuild = () => new ApiError(404, 10_004, 'Unknown Guild')
export const unknownMember = () => new ApiError(404, 10_007, 'Unknown Member')
export const unknownMessage = () => new ApiError(404, 10_008, 'Unknown Message')
export const unknownUser = () => new ApiError(404, 10_013, 'Unknown User')
export const unknownWebhook = () => new ApiError(404, 10_015, 'Unknown Webhook')
export const unknownInteraction = () => new ApiError(404, 10_062, 'Unknown interaction')
export const unknownCommand = () => new ApiError(404, 10_063, 'Unknown application command')
export const unknownEntitlement = () => new ApiError(404, 10_066, 'Unknown Entitlement')
export const notYourApplication = () =>
  new ApiError(403, 20_012, 'You are not authorized to perform this action on this application')
/** A 429 by its status, so that clients take it for a rate limit: discord-api-docs #4413. */
export const tooManyLateEdits = (retryAfterSeconds: number) =>
  new ApiError(
    429,
    30_046,
    'Maximum number of edits to messages older than 1 hour reached. Try again later.',
    undefined,
    retryAfterSeconds,
  )
export const tooLarge = () => new ApiError(413, 40_005, 'Request entity too large')
export const alreadyAcknowledged = () =>
  new ApiError(400, 40_060, 'Interaction has already been acknowledged.')
export const missingAccess = () => new ApiError(403, 50_001, 'Missing Access')
export const anothersMessage = () =>
  new ApiError(403, 50_005, 'Cannot edit a message authored by another user')
export const emptyMessage = () => new ApiError(400, 50_006, 'Cannot send an empty message')
export const cannotMessageUser = () => new ApiError(403, 50_007, 'Cannot send messages to this user')
export const missingPermissions = () => new ApiError(403, 50_013, 'Missing Permissions')
export const invalidWebhookToken = () => new ApiError(401, 50_027, 'Invalid Webhook Token')
export const archivedThread = () => new ApiError(400, 50_083, 'Thread is archived')
export const invalidJson = () => new ApiError(400, 50_109, 'The request body contains invalid JSON.')
