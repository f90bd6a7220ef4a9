import { MessageFlags } from 'discord-api-types/v10'
import { unknownChannel, unknownMessage } from '#discord-emulator/rest/api-error.ts'
import { BodySchema } from '#discord-emulator/rest/body-schema.ts'
import type { RestRequest } from '#discord-emulator/rest/route.ts'
import { composeMessage } from '#discord-emulator/rules/compose.ts'
import type { MessageBody } from '#discord-emulator/rules/message-body.ts'
import { editMessage } from '#discord-emulator/world/message-store.ts'
import type { Channel, StoredMessage } from '#discord-emulator/world/records.ts'
import { acknowledge } from './acknowledge.ts'
import type { Interaction } from './interaction.ts'
import { postReply } from './reply.ts'
import { failIfStillThinking, tokenMs } from './send.ts'

interface MessageCallback {
  data?: MessageBody | null
}

const messageBody = new BodySchema<MessageCallback>('CreateMessageInteractionCallbackRequest')
const updateBody = new BodySchema<MessageCallback>('UpdateMessageInteractionCallbackRequest')

/** A message at once (4). */
export function reply(request: RestRequest, interaction: Interaction): StoredMessage {
  const body = request.body(messageBody).data ?? {}
  const ephemeral = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0
  const content = composeMessage(request.state, channelOf(request, interaction), interaction.applicationId, {
    body,
    uploads: request.files,
    ephemeral,
    at: ['data'],
  })
  const message = postReply(request.state, interaction, { content, ephemeral, isFollowUp: false })
  acknowledge(request.state, interaction, { kind: 'message', ephemeral, messageId: message.id })
  return message
}

/** "Thinking…", a message later (5); the flags fix whether everybody will see it. */
export function deferReply(request: RestRequest, interaction: Interaction): StoredMessage {
  const { data } = request.body(messageBody)
  const ephemeral = ((data?.flags ?? 0) & MessageFlags.Ephemeral) !== 0
  const message = postReply(request.state, interaction, { ephemeral, isFollowUp: false })
  interaction.loading = true
  acknowledge(request.state, interaction, { kind: 'deferred', ephemeral, messageId: message.id })
  // Once the token is old, "thinking…" becomes the same words as no answer at all.
  const { state } = request
  interaction.cancelTimeout = state.clock.after(tokenMs, () => failIfStillThinking(state, interaction))
  return message
}

/** The message of the component is edited (7). */
export function updateMessage(request: RestRequest, interaction: Interaction): StoredMessage {
  const body = request.body(updateBody).data ?? {}
  const message = sourceOf(request, interaction)
  const change = composeMessage(request.state, channelOf(request, interaction), interaction.applicationId, {
    body,
    uploads: request.files,
    before: message,
    ephemeral: message.onlyFor !== undefined,
    at: ['data'],
  })
  editMessage(request.state, message, { ...change, editedAt: request.state.clock.now() })
  return settleOn(request, interaction, message, 'update')
}

/** The message of the component will be edited later, and shows nothing of it (6). */
export function deferUpdate(request: RestRequest, interaction: Interaction): StoredMessage {
  request.body(updateBody)
  return settleOn(request, interaction, sourceOf(request, interaction), 'deferred update')
}

function settleOn(
  request: RestRequest,
  interaction: Interaction,
  message: StoredMessage,
  kind: 'update' | 'deferred update',
): StoredMessage {
  interaction.originalMessageId = message.id
  const ephemeral = message.onlyFor !== undefined
  acknowledge(request.state, interaction, { kind, ephemeral, messageId: message.id })
  return message
}

function sourceOf(request: RestRequest, interaction: Interaction): StoredMessage {
  const message = request.state.message(interaction.channelId, interaction.sourceMessageId ?? '')
  if (!message) throw unknownMessage()
  return message
}

function channelOf(request: RestRequest, interaction: Interaction): Channel {
  const channel = request.state.channels.get(interaction.channelId)
  if (!channel) throw unknownChannel()
  return channel
}
