import { openChannel } from '#playground/page/state/connection.ts'
import { texts } from '#playground/page/texts/texts.ts'
import { snapshot } from '#playground/page/state/store.ts'

const address = /^https:\/\/(?:\w+\.)?discord\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?$/

export interface LinkedMessage {
  channelId: string
  messageId: string | undefined
}

/** The message or channel that an address in a text means, if it is one of this Discord. */
export function linkedMessage(target: string): LinkedMessage | undefined {
  const [, channelId = '', messageId] = address.exec(target) ?? []
  const isHere = snapshot.value?.channels.some(({ id }) => id === channelId) === true
  return isHere ? { channelId, messageId } : undefined
}

/** Discord shows such an address as the channel's name, and a press leads there. */
export function MessageLink({ channelId, messageId }: LinkedMessage) {
  const channel = snapshot.value?.channels.find(({ id }) => id === channelId)
  const name = channel?.kind === 'dm' ? `@${channel.name}` : `#${channel?.name ?? 'unknown'}`
  const go = () => {
    openChannel(channelId)
    // Drawn by then, where it is in another channel.
    requestAnimationFrame(() => {
      if (messageId !== undefined) location.hash = `message-${messageId}`
    })
  }
  return (
    <button type="button" class="mention link" onClick={go}>
      {name}
      {messageId !== undefined && ` › ${texts.message.linked}`}
    </button>
  )
}
