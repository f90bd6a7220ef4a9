import { batch } from '@preact/signals'
import type { APIMessage } from 'discord-api-types/v10'
import type { Push, Snapshot } from '#playground/server/protocol.ts'
import { forgetPending, settle } from './pending.ts'
import { personKey } from './person.ts'
import { channelId, connected, drawerOpen, messages, openModal, snapshot, traffic, unread } from './store.ts'
import { language, texts } from '#playground/page/texts/texts.ts'

/** Browsers allow six connections to one server; a tab that nobody looks at gives its own back. */
const hiddenForMs = 20_000
const keptTraffic = 400
const againMs = 1000

let source: EventSource | undefined
/** The person whose connection is open. */
let person = ''
let again: ReturnType<typeof setTimeout> | undefined

/** Opens the one push connection, anew when the person or the drawer changes. The server begins with a snapshot. */
export function connect(): void {
  source?.close()
  clearTimeout(again)
  person = personKey()
  const query = new URLSearchParams({ as: person, lang: language, developer: drawerOpen.peek() ? '1' : '0' })
  source = new EventSource(`/playground/events?${query.toString()}`)
  source.addEventListener('open', () => (connected.value = true))
  source.addEventListener('error', () => {
    connected.value = false
    // The browser reconnects by itself, except after an HTTP answer: a server that is still starting gives one.
    if (source?.readyState === EventSource.CLOSED) again = setTimeout(connect, againMs)
  })
  source.addEventListener('message', (event: MessageEvent<string>) => {
    // Our own server wrote it, by the same type.
    const push = JSON.parse(event.data) as Push
    batch(() => take(push))
  })
}

/** Back and forward lead to the person that one was; within one person's page they lead to messages. */
export function followAddress(): void {
  if (personKey() !== person) connect()
}

export function connectWhileVisible(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') timer = setTimeout(() => source?.close(), hiddenForMs)
    else if (source?.readyState === EventSource.CLOSED) connect()
  })
  connect()
}

function take(push: Push): void {
  switch (push.type) {
    case 'snapshot':
      return takeSnapshot(push.snapshot)
    case 'message':
      return takeMessage(push.message)
    case 'delete': {
      const left = (messages.value[push.channelId] ?? []).filter(({ id }) => id !== push.id)
      messages.value = { ...messages.value, [push.channelId]: left }
      return
    }
    case 'acknowledged':
      return settle(push.interactionId)
    case 'failed':
      return settle(push.interactionId, texts.failed[push.of])
    case 'modal':
      openModal.value = { interactionId: push.interactionId, modal: push.modal }
      return
    case 'traffic':
      traffic.value = [...traffic.value, ...push.entries].slice(-keptTraffic)
  }
}

function takeSnapshot(next: Snapshot): void {
  const isAnother = snapshot.value?.me.id !== next.me.id
  snapshot.value = next
  messages.value = next.messages
  if (isAnother) forgetPending()
  if (!next.channels.some(({ id }) => id === channelId.value)) channelId.value = next.channels[0]?.id ?? ''
}

function takeMessage(message: APIMessage): void {
  const known = messages.value[message.channel_id] ?? []
  const index = known.findLastIndex(({ id }) => id === message.id)
  // An edit of a message older than all that were sent to this page is ignored.
  if (index === -1 && BigInt(message.id) < BigInt(known[0]?.id ?? 0)) return
  const next = index === -1 ? [...known, message] : known.with(index, message)
  messages.value = { ...messages.value, [message.channel_id]: next }
  if (index === -1 && message.channel_id !== channelId.value)
    unread.value = new Set([...unread.value, message.channel_id])
}

/** Shows a channel, and remembers that its messages are read. */
export function openChannel(id: string): void {
  channelId.value = id
  unread.value = new Set([...unread.value].filter((each) => each !== id))
}

/** The drawer's traffic comes over the same connection. */
export function toggleDrawer(): void {
  drawerOpen.value = !drawerOpen.value
  traffic.value = []
  connect()
}
