import { computed, signal } from '@preact/signals'
import {
  ApplicationCommandType,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10'
import type { ChannelView, Snapshot, TrafficEntry, UserView } from '#playground/server/protocol.ts'

/** Something this person did, until the bot has answered it. */
export interface Pending {
  interactionId: string
  channelId: string
  /** `imagine`, for a command; components belong to a message instead. */
  commandName?: string
  messageId?: string
  customId?: string
  at: number
  /** What Discord's client says when the bot did not answer in time. */
  failure?: string
}

export interface OpenModal {
  interactionId: string
  modal: APIModalInteractionResponseCallbackData
}

export interface Picture {
  url: string
  alt: string
  name: string
}

/** Everything the page knows; components read it, `state/` alone writes it. */
export const snapshot = signal<Snapshot | null>(null)
export const connected = signal(false)
export const messages = signal<Record<string, APIMessage[]>>({})
export const channelId = signal('')
export const unread = signal<ReadonlySet<string>>(new Set())
export const pending = signal<readonly Pending[]>([])
export const openModal = signal<OpenModal | null>(null)
export const lightbox = signal<Picture | null>(null)
/** A short message at the bottom of the screen: what could not be sent. */
export const toast = signal('')
export const traffic = signal<readonly TrafficEntry[]>([])
export const drawerOpen = signal(false)
/** On a narrow screen the channel list slides over the channel. */
export const listOpen = signal(false)

export const channel = computed<ChannelView | undefined>(() =>
  snapshot.value?.channels.find(({ id }) => id === channelId.value),
)
export const shownMessages = computed(() => messages.value[channelId.value] ?? [])
const usersById = computed(() => new Map(snapshot.value?.users.map((user) => [user.id, user]) ?? []))

/** Commands of a message's menu are named without a slash. */
export function isMessageCommand(channel: string, name: string | undefined): boolean {
  return (snapshot.value?.commands[channel] ?? []).some(
    (command) => command.name === name && command.type === ApplicationCommandType.Message,
  )
}

export function userNamed(id: string): UserView | undefined {
  return usersById.value.get(id)
}
