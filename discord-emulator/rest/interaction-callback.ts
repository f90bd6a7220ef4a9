import { MessageFlags } from 'discord-api-types/v10'
import type {
  APICommandAutocompleteInteractionResponseCallbackData,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10'
import { z } from 'zod'
import { acknowledge, checkAcknowledgement, kindOfType } from '#discord-emulator/interactions/acknowledge.ts'
import type { AcknowledgementKind, Interaction } from '#discord-emulator/interactions/interaction.ts'
import { postReply } from '#discord-emulator/interactions/reply.ts'
import { autocompleteIssues } from '#discord-emulator/rules/autocomplete.ts'
import { composeMessage } from '#discord-emulator/rules/compose.ts'
import type { MessageBody } from '#discord-emulator/rules/message-body.ts'
import { modalIssues } from '#discord-emulator/rules/modal.ts'
import { editMessage } from '#discord-emulator/world/message-store.ts'
import type { Channel, StoredMessage } from '#discord-emulator/world/records.ts'
import { renderMessage } from '#discord-emulator/world/render-message.ts'
import { unknownChannel, unknownInteraction, unknownMessage } from './api-error.ts'
import { invalidForm, issue } from './form-error.ts'
import { noContent, ok } from './route.ts'
import type { Answer, RestRequest, Route } from './route.ts'

interface Callback {
  type: number
  data?: MessageBody | null
}

const schemaOf: Record<AcknowledgementKind, string> = {
  message: 'CreateMessageInteractionCallbackRequest',
  deferred: 'CreateMessageInteractionCallbackRequest',
  update: 'UpdateMessageInteractionCallbackRequest',
  'deferred update': 'UpdateMessageInteractionCallbackRequest',
  autocomplete: 'ApplicationCommandAutocompleteCallbackRequest',
  modal: 'ModalInteractionCallbackRequest',
}

/** https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response */
function createResponse(request: RestRequest): Answer {
  const { state } = request
  const interaction = state.interactions.get(request.param('interaction_id'))
  if (!interaction || interaction.token !== request.param('interaction_token')) throw unknownInteraction()
  const type = z.looseObject({ type: z.number() }).safeParse(request.rawBody).data?.type ?? 0
  const named = kindOfType[type]
  if (!named)
    throw invalidForm([issue(['type'], 'BASE_TYPE_CHOICES', 'Value must be one of {4, 5, 6, 7, 8, 9}.')])
  const body = request.body<Callback>(schemaOf[named])
  const kind = checkAcknowledgement(interaction, type)
  const channel = state.channels.get(interaction.channelId)
  if (!channel) throw unknownChannel()
  const message = apply(request, interaction, kind, type, channel, body.data ?? {})
  if (request.query.get('with_response') !== 'true') return noContent
  const isMessage = kind !== 'modal' && kind !== 'autocomplete'
  return ok({
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: (message.flags & MessageFlags.Loading) !== 0,
            response_message_ephemeral: message.onlyFor !== undefined,
          }
        : {}),
      channel_id: interaction.channelId,
      ...(interaction.guildId ? { guild_id: interaction.guildId } : {}),
    },
    resource: { type, ...(isMessage && message ? { message: renderMessage(state, message) } : {}) },
  })
}

function apply(
  request: RestRequest,
  interaction: Interaction,
  kind: AcknowledgementKind,
  type: number,
  channel: Channel,
  data: MessageBody,
): StoredMessage | undefined {
  const { state } = request
  const ephemeral = ((data.flags ?? 0) & MessageFlags.Ephemeral) !== 0
  const { applicationId, userId, id: interactionId } = interaction
  switch (kind) {
    case 'message': {
      const content = composeMessage(state, channel, applicationId, {
        body: data,
        uploads: request.files,
        ephemeral,
        at: ['data'],
      })
      const message = postReply(state, interaction, { content, ephemeral, isFollowUp: false })
      acknowledge(state, interaction, { kind, type, ephemeral, messageId: message.id })
      return message
    }
    case 'deferred': {
      const message = postReply(state, interaction, { ephemeral, isFollowUp: false })
      interaction.loading = true
      acknowledge(state, interaction, { kind, type, ephemeral, messageId: message.id })
      return message
    }
    case 'update':
    case 'deferred update': {
      const message = state.message(channel.id, interaction.sourceMessageId ?? '')
      if (!message) throw unknownMessage()
      if (kind === 'update') {
        const change = composeMessage(state, channel, applicationId, {
          body: data,
          uploads: request.files,
          before: message,
          ephemeral: message.onlyFor !== undefined,
          at: ['data'],
        })
        editMessage(state, message, { ...change, editedAt: state.clock.now() })
      }
      interaction.originalMessageId = message.id
      acknowledge(state, interaction, {
        kind,
        type,
        ephemeral: message.onlyFor !== undefined,
        messageId: message.id,
      })
      return message
    }
    case 'autocomplete': {
      const { choices } = request.body<{ data: APICommandAutocompleteInteractionResponseCallbackData }>(
        schemaOf.autocomplete,
      ).data
      const issues = autocompleteIssues(choices ?? [])
      if (issues.length > 0) throw invalidForm(issues)
      interaction.choices = choices ?? []
      acknowledge(state, interaction, { kind, type, ephemeral: true })
      state.events.emit({ kind: 'autocomplete.answer', interactionId, userId, choices: interaction.choices })
      return undefined
    }
    case 'modal': {
      const modal = request.body<{ data: APIModalInteractionResponseCallbackData }>(schemaOf.modal).data
      const issues = modalIssues(modal)
      if (issues.length > 0) throw invalidForm(issues)
      interaction.modal = modal
      acknowledge(state, interaction, { kind, type, ephemeral: true })
      state.events.emit({ kind: 'modal.open', interactionId, userId, modal })
      return undefined
    }
  }
}

export const interactionCallbackRoutes: Route[] = [
  {
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    auth: 'interaction',
    handle: createResponse,
  },
]
