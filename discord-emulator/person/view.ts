import { PermissionFlagsBits } from 'discord-api-types/v10'
import { channelPermissions } from '#discord-emulator/world/permissions.ts'
import type { Channel } from '#discord-emulator/world/records.ts'
import { renderMessage } from '#discord-emulator/world/render-message.ts'
import type { State } from '#discord-emulator/world/state.ts'
import { seenMessage } from './seen-message.ts'
import type { SeenMessage } from './seen-message.ts'

export function maySee(state: State, userId: string, channel: Channel): boolean {
  return (channelPermissions(state, channel, userId) & PermissionFlagsBits.ViewChannel) !== 0n
}

/** What one person sees of a channel, oldest first: nothing without View Channel, ephemeral ones only if their own. */
export function messagesSeenBy(state: State, userId: string, channel: Channel): SeenMessage[] {
  if (!maySee(state, userId, channel)) return []
  return [...(state.messages.get(channel.id)?.values() ?? [])]
    .filter((message) => message.onlyFor === undefined || message.onlyFor === userId)
    .map((message) => seenMessage(renderMessage(state, message)))
}

/** The text of an error of a wait in vain: the messages that were there, and the requests that Discord refused. */
export function describeView(state: State, userId: string, channel: Channel): string {
  const seen = messagesSeenBy(state, userId, channel).slice(-8).map(describeMessage)
  const refusals = state.events
    .ofKind('rest')
    .filter(({ call }) => call.status === null || call.status >= 400)
    .slice(-5)
    .map(({ call }) => `${call.method} ${call.path} → ${call.status} ${JSON.stringify(call.responseBody)}`)
  return [
    'Seen in the channel, newest last:',
    ...(seen.length > 0 ? seen : ['  nothing']),
    ...(refusals.length > 0 ? ['Requests that went wrong:', ...refusals.map((line) => `  ${line}`)] : []),
  ].join('\n')
}

function describeMessage(message: SeenMessage): string {
  const embeds = message.embeds.map((embed) => `[${embed.title ?? ''}: ${embed.description ?? ''}]`).join(' ')
  const marks = [
    message.ephemeral ? 'ephemeral' : '',
    message.thinking ? 'thinking…' : '',
    message.edited ? 'edited' : '',
    message.images.length > 0 ? `${message.images.length} image(s)` : '',
    ...message.buttons.map((button) => `<${button.label}>`),
  ].filter(Boolean)
  return `  ${message.author.username}: ${message.content} ${embeds} ${marks.join(' ')}`
}
