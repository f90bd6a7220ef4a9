import { MessageFlags } from 'discord-api-types/v10'
import { z } from 'zod'
import { checkAcknowledgement } from '#discord-emulator/interactions/acknowledge.ts'
import { answerAutocomplete, openModal } from '#discord-emulator/interactions/answer-privately.ts'
import {
  deferReply,
  deferUpdate,
  reply,
  updateMessage,
} from '#discord-emulator/interactions/answer-with-message.ts'
import type { AcknowledgementKind, Interaction } from '#discord-emulator/interactions/interaction.ts'
import type { StoredMessage } from '#discord-emulator/world/records.ts'
import { renderMessage } from '#discord-emulator/world/render-message.ts'
import { unknownInteraction } from './api-error.ts'
import { noContent, ok } from './route.ts'
import type { Answer, RestRequest, Route } from './route.ts'

/** Each checks its body, then does what it says; with the message that it made or changed. */
const answers: Record<
  AcknowledgementKind,
  (request: RestRequest, interaction: Interaction) => StoredMessage | undefined
> = {
  message: reply,
  deferred: deferReply,
  update: updateMessage,
  'deferred update': deferUpdate,
  autocomplete: answerAutocomplete,
  modal: openModal,
}

const typed = z.looseObject({ type: z.number() })

/** https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response */
function createResponse(request: RestRequest): Answer {
  const { state } = request
  const interaction = state.interactions.get(request.param('interaction_id'))
  if (!interaction || interaction.token !== request.param('interaction_token')) throw unknownInteraction()
  const type = typed.safeParse(request.rawBody).data?.type ?? 0
  const kind = checkAcknowledgement(interaction, type)
  const message = answers[kind](request, interaction)
  if (request.query.get('with_response') !== 'true') return noContent
  return ok({
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channelId,
      ...(interaction.guildId ? { guild_id: interaction.guildId } : {}),
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: (message.flags & MessageFlags.Loading) !== 0,
            response_message_ephemeral: message.onlyFor !== undefined,
          }
        : {}),
    },
    // A deferral has no message yet, so the answer names no resource.
    ...(kind === 'message' || kind === 'update'
      ? { resource: { type, ...(message ? { message: renderMessage(state, message) } : {}) } }
      : {}),
  })
}

export const interactionCallbackRoutes: Route[] = [
  {
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    auth: 'interaction',
    handle: createResponse,
  },
]
