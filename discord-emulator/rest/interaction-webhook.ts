import { MessageFlags } from 'discord-api-types/v10'
import type { Interaction } from '#discord-emulator/interactions/interaction.ts'
import { postReply } from '#discord-emulator/interactions/reply.ts'
import { findByToken, findTokenMessage } from '#discord-emulator/interactions/token.ts'
import { composeMessage } from '#discord-emulator/rules/compose.ts'
import { followUpBody, replyEditBody } from '#discord-emulator/rules/message-body.ts'
import type { MessageBody } from '#discord-emulator/rules/message-body.ts'
import { deleteMessage, editMessage } from '#discord-emulator/world/message-store.ts'
import type { Channel, StoredMessage } from '#discord-emulator/world/records.ts'
import { renderMessage } from '#discord-emulator/world/render-message.ts'
import { unknownChannel } from './api-error.ts'
import { noContent, ok } from './route.ts'
import type { Answer, RestRequest, Route } from './route.ts'

/** https://discord.com/developers/docs/interactions/receiving-and-responding#create-followup-message */
function createFollowUp(request: RestRequest): Answer {
  const { state } = request
  const body = request.body(followUpBody)
  const interaction = findByToken(request)
  const original = state.message(interaction.channelId, interaction.originalMessageId ?? '')
  // Right after a deferral the follow-up fills the deferred message, whose visibility stays: the same page.
  if (interaction.loading && original) return ok(edit(request, interaction, original, body))
  const ephemeral = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0
  const content = composeMessage(state, channelOf(request, interaction), interaction.applicationId, {
    body,
    uploads: request.files,
    ephemeral,
  })
  return ok(renderMessage(state, postReply(state, interaction, { content, ephemeral, isFollowUp: true })))
}

function getMessage(request: RestRequest): Answer {
  return ok(renderMessage(request.state, findTokenMessage(request, findByToken(request))))
}

function patchMessage(request: RestRequest): Answer {
  const body = request.body(replyEditBody)
  const interaction = findByToken(request)
  return ok(edit(request, interaction, findTokenMessage(request, interaction), body))
}

function removeMessage(request: RestRequest): Answer {
  const interaction = findByToken(request)
  const message = findTokenMessage(request, interaction)
  if (message.id === interaction.originalMessageId) interaction.loading = false
  deleteMessage(request.state, message)
  return noContent
}

function edit(request: RestRequest, interaction: Interaction, message: StoredMessage, body: MessageBody) {
  const { state } = request
  const change = composeMessage(state, channelOf(request, interaction), interaction.applicationId, {
    body,
    uploads: request.files,
    before: message,
    ephemeral: message.onlyFor !== undefined,
  })
  const wasLoading = (message.flags & MessageFlags.Loading) !== 0
  if (message.id === interaction.originalMessageId) interaction.loading = false
  // The first content of a deferred message is no edit that people would see as one.
  editMessage(state, message, wasLoading ? change : { ...change, editedAt: state.clock.now() })
  return renderMessage(state, message)
}

function channelOf(request: RestRequest, interaction: Interaction): Channel {
  const channel = request.state.channels.get(interaction.channelId)
  if (!channel) throw unknownChannel()
  return channel
}

const message = '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}'

export const interactionWebhookRoutes: Route[] = [
  {
    method: 'POST',
    path: '/webhooks/{webhook_id}/{webhook_token}',
    auth: 'interaction',
    handle: createFollowUp,
  },
  { method: 'GET', path: message, auth: 'interaction', handle: getMessage },
  { method: 'PATCH', path: message, auth: 'interaction', handle: patchMessage },
  { method: 'DELETE', path: message, auth: 'interaction', handle: removeMessage },
]
