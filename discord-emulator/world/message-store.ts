import type { EventBody } from '#discord-emulator/events.ts'
import type { StoredMessage } from './records.ts'
import { renderMessage } from './render-message.ts'
import { renderPartialMember } from './render-member.ts'
import type { State } from './state.ts'

/** Puts a message where everybody (or its one person) sees it, and tells the bots. */
export function addMessage(state: State, message: StoredMessage): void {
  const inChannel = state.messages.get(message.channelId)
  if (!inChannel) throw new Error(`No channel ${message.channelId} in the emulated Discord`)
  inChannel.set(message.id, message)
  const channel = state.channels.get(message.channelId)
  if (channel && message.onlyFor === undefined) channel.lastMessageId = message.id
  for (const file of message.files) state.files.set(file.id, file)
  state.events.emit({
    kind: 'message.create',
    audience: audienceOf(message),
    message: renderMessage(state, message),
  })
  tellBots(state, message, 'MESSAGE_CREATE')
}

/** Changes a message in place by `change`. */
export function editMessage(state: State, message: StoredMessage, change: Partial<StoredMessage>): void {
  const before = renderMessage(state, message)
  for (const file of message.files)
    if (change.files && !change.files.includes(file)) state.files.delete(file.id)
  Object.assign(message, change)
  for (const file of message.files) state.files.set(file.id, file)
  state.events.emit({
    kind: 'message.edit',
    audience: audienceOf(message),
    before,
    message: renderMessage(state, message),
  })
  tellBots(state, message, 'MESSAGE_UPDATE')
}

export function deleteMessage(state: State, message: StoredMessage): void {
  state.messages.get(message.channelId)?.delete(message.id)
  const { id, channelId, guildId } = message
  state.events.emit({
    kind: 'message.delete',
    audience: audienceOf(message),
    message: renderMessage(state, message),
  })
  for (const file of message.files) state.files.delete(file.id)
  if (message.onlyFor !== undefined) return
  const d = { id, channel_id: channelId, ...(guildId ? { guild_id: guildId } : {}) }
  state.dispatch({ t: 'MESSAGE_DELETE', d, ...whereTo(state, message) })
}

export function audienceOf(
  message: StoredMessage,
): Extract<EventBody, { kind: 'message.create' }>['audience'] {
  return {
    channelId: message.channelId,
    ...(message.guildId ? { guildId: message.guildId } : {}),
    ...(message.onlyFor === undefined ? {} : { onlyFor: message.onlyFor }),
  }
}

/** Ephemeral messages are not announced on the gateway: interactions/receiving-and-responding#responding-to-an-interaction */
function tellBots(state: State, message: StoredMessage, t: string): void {
  if (message.onlyFor !== undefined) return
  const member = message.guildId
    ? state.guilds.get(message.guildId)?.members.get(message.authorId)
    : undefined
  const d = {
    ...renderMessage(state, message),
    ...(message.guildId ? { guild_id: message.guildId } : {}),
    ...(member ? { member: renderPartialMember(member) } : {}),
  }
  state.dispatch({ t, d, ...whereTo(state, message) })
}

function whereTo(state: State, message: StoredMessage): { guildId?: string; applicationId?: string } {
  if (message.guildId) return { guildId: message.guildId }
  const channel = state.channels.get(message.channelId)
  const applicationId = channel?.recipientIds.find((id) => state.applications.has(id))
  return applicationId ? { applicationId } : {}
}
