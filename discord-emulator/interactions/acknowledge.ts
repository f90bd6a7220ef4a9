import { InteractionResponseType, InteractionType } from 'discord-api-types/v10'
import { alreadyAcknowledged, unknownInteraction } from '#discord-emulator/rest/api-error.ts'
import { invalidForm, issue } from '#discord-emulator/rest/form-error.ts'
import type { State } from '#discord-emulator/world/state.ts'
import type { AcknowledgementKind, Interaction } from './interaction.ts'

const typeOf: Record<AcknowledgementKind, number> = {
  message: InteractionResponseType.ChannelMessageWithSource,
  deferred: InteractionResponseType.DeferredChannelMessageWithSource,
  'deferred update': InteractionResponseType.DeferredMessageUpdate,
  update: InteractionResponseType.UpdateMessage,
  autocomplete: InteractionResponseType.ApplicationCommandAutocompleteResult,
  modal: InteractionResponseType.Modal,
}

/**
 * Which callbacks fit which interaction:
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type
 */
const fitting: Record<InteractionType, readonly AcknowledgementKind[]> = {
  [InteractionType.Ping]: [],
  [InteractionType.ApplicationCommand]: ['message', 'deferred', 'modal'],
  [InteractionType.ApplicationCommandAutocomplete]: ['autocomplete'],
  [InteractionType.MessageComponent]: ['message', 'deferred', 'deferred update', 'update', 'modal'],
  [InteractionType.ModalSubmit]: ['message', 'deferred', 'deferred update', 'update'],
}

/**
 * Whether this answer can be given now. Throws 10062 (later than 3 s, or the token is too old),
 * 40060 (answered before), 50035 (a kind that does not fit, as a second modal).
 */
export function checkAcknowledgement(interaction: Interaction, type: number): AcknowledgementKind {
  if (interaction.failure !== undefined || interaction.tokenExpired) throw unknownInteraction()
  if (interaction.acknowledgement) throw alreadyAcknowledged()
  const kind = fitting[interaction.type].find((one) => typeOf[one] === type)
  // A form that came from a command has no message that an update could change.
  const lacksMessage =
    (kind === 'update' || kind === 'deferred update') && interaction.sourceMessageId === undefined
  if (kind && !lacksMessage) return kind
  throw invalidForm([
    issue(['type'], 'BASE_TYPE_CHOICES', `Callback type ${type} is no answer to this interaction`),
  ])
}

/** The first answer is given: the person's three seconds end. */
export function acknowledge(
  state: State,
  interaction: Interaction,
  given: { kind: AcknowledgementKind; ephemeral: boolean; messageId?: string },
): void {
  interaction.cancelTimeout()
  const { kind, ephemeral, messageId } = given
  const afterMs = state.clock.now() - interaction.createdAt
  interaction.acknowledgement = { kind, type: typeOf[kind], afterMs, ephemeral }
  state.events.emit({
    kind: 'interaction.acknowledge',
    interactionId: interaction.id,
    userId: interaction.userId,
    as: kind,
    afterMs,
    ephemeral,
    ...(messageId === undefined ? {} : { messageId }),
  })
}
