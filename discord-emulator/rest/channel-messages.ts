import { MessageType, PermissionFlagsBits } from 'discord-api-types/v10'
import { composeMessage } from '#discord-emulator/rules/compose.ts'
import { checkLateEdit } from '#discord-emulator/rules/late-edits.ts'
import { messageCreateBody, messageEditBody } from '#discord-emulator/rules/message-body.ts'
import type { MessageBody } from '#discord-emulator/rules/message-body.ts'
import { addMessage, deleteMessage, editMessage } from '#discord-emulator/world/message-store.ts'
import { sendPermission } from '#discord-emulator/world/permissions.ts'
import type { Channel, StoredMessage } from '#discord-emulator/world/records.ts'
import { renderMessage } from '#discord-emulator/world/render-message.ts'
import { anothersMessage, archivedThread, cannotMessageUser } from './api-error.ts'
import { findChannel, findMessage, need } from './find.ts'
import { invalidForm, issue } from './form-error.ts'
import type { Nonces } from './nonces.ts'
import { noContent, ok } from './route.ts'
import type { Answer, RestRequest, Route } from './route.ts'

const { EmbedLinks, AttachFiles, ReadMessageHistory, ManageMessages } = PermissionFlagsBits

/** https://discord.com/developers/docs/resources/message#create-message */
function createMessage(request: RestRequest, nonces: Nonces): Answer {
  const { state, application } = request
  const channel = findChannel(request)
  need(request, channel, sendPermission(channel))
  const body = request.body(messageCreateBody)
  if (request.files.length > 0) need(request, channel, AttachFiles)
  if (body.message_reference?.message_id) need(request, channel, ReadMessageHistory)
  if (channel.archived && channel.locked) throw archivedThread()
  // A message wakes a thread that is archived and not locked: topics/threads#thread-fields
  channel.archived = false
  if (channel.recipientIds.some((id) => state.users.get(id)?.acceptsDirectMessages === false))
    throw cannotMessageUser()
  const before = repeated(request, nonces, channel, body)
  if (before) return ok(renderMessage(state, before))
  const message = newMessage(request, channel, body)
  addMessage(state, message)
  if (message.nonce !== null) nonces.remember(application.id, channel.id, message.nonce, message.id)
  return ok(renderMessage(state, message))
}

/** With `enforce_nonce`, an earlier message with the same nonce is answered, and no new one is made. */
function repeated(request: RestRequest, nonces: Nonces, channel: Channel, body: MessageBody) {
  const { nonce, enforce_nonce: enforced } = body
  if (!enforced || nonce === undefined || nonce === null) return undefined
  const id = nonces.find(request.application.id, channel.id, nonce)
  return id === undefined ? undefined : request.state.message(channel.id, id)
}

function newMessage(request: RestRequest, channel: Channel, body: MessageBody): StoredMessage {
  const { state, application } = request
  const repliesTo = body.message_reference?.message_id
  if (
    repliesTo &&
    !state.message(channel.id, repliesTo) &&
    body.message_reference?.fail_if_not_exists !== false
  )
    throw invalidForm([issue(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message')])
  const composed = composeMessage(state, channel, application.id, { body, uploads: request.files })
  return {
    id: state.ids.next(),
    channelId: channel.id,
    authorId: application.id,
    applicationId: application.id,
    byInteraction: false,
    type: repliesTo ? MessageType.Reply : MessageType.Default,
    createdAt: state.clock.now(),
    editedAt: null,
    nonce: body.nonce ?? null,
    tts: body.tts ?? false,
    pinned: false,
    lateEdits: [],
    ...composed,
    // Without Embed Links the message is posted and its embeds are not: topics/permissions
    embeds: composed.embeds.length > 0 && !mayEmbed(request, channel) ? [] : composed.embeds,
    ...(channel.guildId ? { guildId: channel.guildId } : {}),
    ...(repliesTo ? { repliesTo } : {}),
  }
}

function mayEmbed(request: RestRequest, channel: Channel): boolean {
  try {
    need(request, channel, EmbedLinks)
    return true
  } catch {
    return false
  }
}

/** https://discord.com/developers/docs/resources/message#edit-message: also an app's own interaction replies. */
function patchMessage(request: RestRequest): Answer {
  const { state, application } = request
  const channel = findChannel(request)
  const body = request.body(messageEditBody)
  const message = findMessage(request, channel)
  if (message.authorId !== application.id) throw anothersMessage()
  if (channel.archived) throw archivedThread()
  if (request.files.length > 0) need(request, channel, AttachFiles)
  checkLateEdit(state, message)
  const change = composeMessage(state, channel, application.id, {
    body,
    uploads: request.files,
    before: message,
  })
  editMessage(state, message, { ...change, editedAt: state.clock.now() })
  return ok(renderMessage(state, message))
}

/** https://discord.com/developers/docs/resources/message#delete-message */
function removeMessage(request: RestRequest): Answer {
  const channel = findChannel(request)
  const message = findMessage(request, channel)
  if (message.authorId !== request.application.id) need(request, channel, ManageMessages)
  deleteMessage(request.state, message)
  return noContent
}

/** https://discord.com/developers/docs/resources/message#get-channel-messages: newest first. */
function listMessages(request: RestRequest): Answer {
  const { state, query } = request
  const channel = findChannel(request)
  need(request, channel, ReadMessageHistory)
  const limit = Number(query.get('limit') ?? 50)
  if (!(limit >= 1 && limit <= 100))
    throw invalidForm([issue(['limit'], 'NUMBER_TYPE_MAX', 'int value should be between 1 and 100.')])
  const [before, after, around] = ['before', 'after', 'around'].map((name) => query.get(name))
  const all = [...(state.messages.get(channel.id)?.values() ?? [])].filter((m) => m.onlyFor === undefined)
  const inRange = all.filter(
    (m) => (!before || BigInt(m.id) < BigInt(before)) && (!after || BigInt(m.id) > BigInt(after)),
  )
  const middle = around
    ? Math.max(0, all.findIndex((m) => BigInt(m.id) >= BigInt(around)) - Math.floor(limit / 2))
    : 0
  const chosen = around
    ? all.slice(middle, middle + limit)
    : after
      ? inRange.slice(0, limit)
      : inRange.slice(-limit)
  return ok(chosen.toReversed().map((message) => renderMessage(state, message)))
}

function getMessage(request: RestRequest): Answer {
  const channel = findChannel(request)
  need(request, channel, ReadMessageHistory)
  return ok(renderMessage(request.state, findMessage(request, channel)))
}

const messages = '/channels/{channel_id}/messages'
const one = '/channels/{channel_id}/messages/{message_id}'

export function channelMessageRoutes(nonces: Nonces): Route[] {
  return [
    { method: 'POST', path: messages, auth: 'bot', handle: (request) => createMessage(request, nonces) },
    { method: 'GET', path: messages, auth: 'bot', handle: listMessages },
    { method: 'GET', path: one, auth: 'bot', handle: getMessage },
    { method: 'PATCH', path: one, auth: 'bot', handle: patchMessage },
    { method: 'DELETE', path: one, auth: 'bot', handle: removeMessage },
  ]
}
