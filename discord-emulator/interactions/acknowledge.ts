import { InteractionType } from 'discord-api-types/v10'
import { alreadyAcknowledged, unknownInteraction } from '#discord-emulator/rest/api-error.ts'
import { invalidForm, issue } from '#discord-emulator/rest/form-error.ts'
import type { State } from '#discord-emulator/world/state.ts'
import type { AcknowledgementKind, Interaction } from './interaction.ts'

export const kindOfType: Record<number, AcknowledgementKind> = {
  4: 'message',
  5: 'deferred',
  6: 'deferred update',
  7: 'update',
  8: 'autocomplete',
  9: 'modal',
}

/**
 * Which callbacks fit which interaction:
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type
 */
const allowed: Record<InteractionType, readonly AcknowledgementKind[]> = {
  [InteractionType.Ping]: [],
  [InteractionType.ApplicationCommand]: ['message', 'deferred', 'modal'],
  [InteractionType.ApplicationCommandAutocomplete]: ['autocomplete'],
  [InteractionType.MessageComponent]: ['message', 'deferred', 'deferred update', 'update', 'modal'],
  [InteractionType.ModalSubmit]: ['message', 'deferred', 'deferred update', 'update'],
}

/**
 * Whether this answer can be given now. Throws 10062 (unknown, or later than 3 s), 40060 (answered before),
 * 50035 (a kind that does not fit).
 */
export function checkAcknowledgement(
  interaction: Interaction | undefined,
  type: number,
): AcknowledgementKind {
  if (!interaction || interaction.failure !== undefined || interaction.tokenExpired)
    throw unknownInteraction()
  if (interaction.acknowledgement) throw alreadyAcknowledged()
  const kind = kindOfType[type]
  const fits = kind !== undefined && allowed[interaction.type].includes(kind)
  // A modal from a command has no message that it could update.
  const needsMessage = kind === 'update' || kind === 'deferred update'
  if (!fits || (needsMessage && interaction.sourceMessageId === undefined))
    throw invalidForm([
      issue(
        ['type'],
        'INTERACTION_RESPONSE_TYPE_INVALID',
        `Callback type ${type} does not answer this interaction`,
      ),
    ])
  return kind
}

export function acknowledge(
  state: State,
  interaction: Interaction,
  given: { kind: AcknowledgementKind; type: number; ephemeral: boolean; messageId?: string },
): void {
  interaction.cancelTimeout()
  const afterMs = state.clock.now() - interaction.createdAt
  interaction.acknowledgement = { kind: given.kind, type: given.type, afterMs, ephemeral: given.ephemeral }
  state.events.emit({
    kind: 'interaction.acknowledge',
    interactionId: interaction.id,
    userId: interaction.userId,
    as: given.kind,
    afterMs,
    ephemeral: given.ephemeral,
    ...(given.messageId === undefined ? {} : { messageId: given.messageId }),
  })
}
