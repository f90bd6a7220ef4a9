import type {
  APIBaseInteraction,
  APIModalInteractionResponseCallbackData,
  APICommandAutocompleteInteractionResponseCallbackData,
  InteractionType,
} from 'discord-api-types/v10'

export type InteractionPayload = Omit<APIBaseInteraction<InteractionType, unknown>, 'channel'> & {
  /** A channel object of Discord's, with the person's permissions there. */
  channel: { id: string; type: number; permissions?: string }
}

/** How an interaction was answered at first: the callback types of Discord, by name. */
export type AcknowledgementKind =
  | 'message'
  | 'deferred'
  | 'update'
  | 'deferred update'
  | 'modal'
  | 'autocomplete'

export interface Acknowledgement {
  kind: AcknowledgementKind
  /** The callback's `type`: 4, 5, 6, 7, 8 or 9. */
  type: number
  /** Milliseconds from the person's click to the bot's callback. */
  afterMs: number
  ephemeral: boolean
}

export interface Interaction {
  id: string
  token: string
  type: InteractionType
  applicationId: string
  userId: string
  channelId: string
  guildId?: string
  createdAt: number
  payload: InteractionPayload
  commandName?: string
  /** The message whose button or menu was used, or from which the modal came. */
  sourceMessageId?: string
  /** The person has been told that nobody answered (in 3 s, or after a deferral in 15 minutes). */
  failure?: string
  acknowledgement?: Acknowledgement
  modal?: APIModalInteractionResponseCallbackData
  choices?: NonNullable<APICommandAutocompleteInteractionResponseCallbackData['choices']>
  /** The message that `@original` names. */
  originalMessageId?: string
  /** The deferred message waits for its first content. */
  loading: boolean
  /** Messages made through the token, the original first. */
  messageIds: string[]
  tokenExpired: boolean
  cancelTimeout: () => void
}
