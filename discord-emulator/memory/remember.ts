import type { EmulatorEvent } from '#discord-emulator/events.ts'
import type { Interaction } from '#discord-emulator/interactions/interaction.ts'
import { isExpired } from '#discord-emulator/interactions/token.ts'
import { failIfStillThinking, tokenMs } from '#discord-emulator/interactions/send.ts'
import type { StoredFile, StoredMessage } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import { Journal, type JournalLine, type KeptInteraction, type KeptMessage } from './journal.ts'

const keptPerChannel = 500
/** The journal is written anew when it has grown by so many lines. */
const linesBetweenRewrites = 10_000

/**
 * From now on messages, their files, and interactions whose tokens still hold outlive this process, in `folder`; what an
 * earlier one left there comes back, where its channel and its people exist again (make them first, under the same ids).
 * Ephemeral messages are forgotten, as Discord's clients forget them.
 */
export function rememberIn(folder: string, state: State): void {
  const journal = new Journal(folder)
  restore(journal, state)
  tidy(journal, state)
  let lines = 0
  /** Ids of a message's files that are on disk. */
  const written = new Map([...messagesOf(state)].map((message) => [message.id, fileIdsOf(message)]))
  const touched = { messages: new Map<string, string>(), interactions: new Set<string>() }
  let isDue = false

  const flush = () => {
    isDue = false
    const news: JournalLine[] = []
    for (const [id, channelId] of touched.messages) {
      const message = state.message(channelId, id)
      for (const file of message?.files ?? [])
        if (!journal.hasFile(file.id)) journal.writeFile(file.id, file.bytes)
      news.push(message === undefined ? { gone: id } : { message: kept(message) })
    }
    for (const id of touched.interactions) {
      const interaction = state.interactions.get(id)
      if (interaction?.acknowledgement) news.push({ interaction: keptInteraction(interaction) })
    }
    journal.append(news)
    for (const [id, channelId] of touched.messages) {
      const now = fileIdsOf(state.message(channelId, id))
      for (const file of written.get(id) ?? []) if (!now.has(file)) journal.removeFile(file)
      written.set(id, now)
    }
    touched.messages.clear()
    touched.interactions.clear()
    lines += news.length
    if (lines < linesBetweenRewrites) return
    tidy(journal, state)
    lines = 0
  }

  state.events.subscribe((event) => {
    if (!touch(event, state, touched)) return
    // Once what the call changes is changed, and before its answer goes out.
    if (!isDue) queueMicrotask(flush)
    isDue = true
  })
}

function touch(
  event: EmulatorEvent,
  state: State,
  touched: { messages: Map<string, string>; interactions: Set<string> },
): boolean {
  switch (event.kind) {
    case 'message.create':
    case 'message.edit':
    case 'message.delete': {
      const { id, channel_id: channelId } = event.message
      const interactionId = state.message(channelId, id)?.origin?.interactionId
      if (interactionId !== undefined) touched.interactions.add(interactionId)
      if (event.audience.onlyFor !== undefined) return interactionId !== undefined
      touched.messages.set(id, channelId)
      return true
    }
    case 'interaction.acknowledge':
      touched.interactions.add(event.interactionId)
      return true
    default:
      return false
  }
}

function restore(journal: Journal, state: State): void {
  const messages = new Map<string, KeptMessage>()
  const interactions = new Map<string, KeptInteraction>()
  for (const line of journal.read()) {
    if ('message' in line) messages.set(line.message.id, line.message)
    else if ('gone' in line) messages.delete(line.gone)
    else interactions.set(line.interaction.id, line.interaction)
  }
  for (const message of messages.values()) {
    const channel = state.channels.get(message.channelId)
    if (channel === undefined || !isKnown(state, message)) continue
    const files = message.files.flatMap((file): StoredFile[] => {
      const bytes = journal.readFile(file.id)
      return bytes === undefined ? [] : [{ ...file, bytes }]
    })
    const inChannel = state.messages.get(message.channelId)
    inChannel?.set(message.id, { ...message, files })
    if (inChannel && inChannel.size > keptPerChannel) inChannel.delete([...inChannel.keys()][0] ?? '')
    channel.lastMessageId = message.id
  }
  for (const message of messagesOf(state)) for (const file of message.files) state.files.set(file.id, file)
  for (const each of interactions.values()) {
    const interaction: Interaction = { ...each, cancelTimeout: () => {} }
    if (isExpired(state, interaction)) continue
    state.interactions.set(interaction.id, interaction)
    state.interactionsByToken.set(interaction.token, interaction)
    const left = interaction.createdAt + tokenMs - state.clock.now()
    if (interaction.loading)
      interaction.cancelTimeout = state.clock.after(left, () => failIfStillThinking(state, interaction))
  }
}

function isKnown(state: State, message: KeptMessage): boolean {
  const people = [message.authorId, ...(message.origin ? [message.origin.userId] : [])]
  return people.every((id) => state.users.has(id) || state.applications.has(id))
}

/** The journal holds what the state holds, and nothing else. */
function tidy(journal: Journal, state: State): void {
  const interactions = [...state.interactions.values()].filter(
    (each) => each.acknowledgement && !isExpired(state, each),
  )
  const messages = [...messagesOf(state)]
  journal.rewrite([
    ...messages.map((message) => ({ message: kept(message) })),
    ...interactions.map((interaction) => ({ interaction: keptInteraction(interaction) })),
  ])
  const needed = new Set(messages.flatMap((message) => [...fileIdsOf(message)]))
  for (const id of journal.fileIds()) if (!needed.has(id)) journal.removeFile(id)
}

function* messagesOf(state: State): Generator<StoredMessage> {
  for (const inChannel of state.messages.values())
    for (const message of inChannel.values()) if (message.onlyFor === undefined) yield message
}

const fileIdsOf = (message: StoredMessage | undefined) =>
  new Set((message?.files ?? []).map((file) => file.id))

const kept = (message: StoredMessage): KeptMessage => ({
  ...message,
  files: message.files.map(({ bytes: _bytes, ...file }) => file),
})

function keptInteraction(interaction: Interaction): KeptInteraction {
  const { cancelTimeout: _cancelTimeout, ...rest } = interaction
  return rest
}
