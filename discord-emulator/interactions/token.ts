import { invalidWebhookToken, unknownMessage, unknownWebhook } from '#discord-emulator/rest/api-error.ts'
import type { RestRequest } from '#discord-emulator/rest/route.ts'
import type { StoredMessage } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import type { Interaction } from './interaction.ts'
import { tokenMs } from './send.ts'

/**
 * The interaction whose token the path holds. 10015 for a token that never was, or that is unanswered so far;
 * 50027 after its 15 minutes: interactions/receiving-and-responding#followup-messages
 */
export function findByToken(request: RestRequest): Interaction {
  const interaction = request.state.interactionsByToken.get(request.param('webhook_token'))
  if (!interaction || interaction.applicationId !== request.param('webhook_id')) throw unknownWebhook()
  if (isExpired(request.state, interaction)) throw invalidWebhookToken()
  if (!interaction.acknowledgement) throw unknownWebhook()
  return interaction
}

export function isExpired(state: State, interaction: Interaction): boolean {
  return interaction.tokenExpired || state.clock.now() - interaction.createdAt > tokenMs
}

/** `@original` or an id. A token reaches the messages that its interaction made, and the one it answered on. */
export function findTokenMessage(request: RestRequest, interaction: Interaction): StoredMessage {
  const named = request.param('message_id')
  const id = named === '@original' ? interaction.originalMessageId : named
  if (id === undefined || ![interaction.originalMessageId, ...interaction.messageIds].includes(id))
    throw unknownMessage()
  const message = request.state.message(interaction.channelId, id)
  if (!message) throw unknownMessage()
  return message
}
