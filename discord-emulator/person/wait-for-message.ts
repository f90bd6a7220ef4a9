import type { Channel, User } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import { seenMessage } from './seen-message.ts'
import type { SeenMessage } from './seen-message.ts'
import { describeView, maySee, messagesSeenBy } from './view.ts'

/** How long somebody waits for what should come, unless they say otherwise: a busy machine takes its time. */
export const patienceMs = 30_000

/** Waits until somebody sees a message (the newest that fits) as `predicate` wants it. */
export async function waitForMessage(
  state: State,
  who: User,
  channel: Channel,
  predicate: (message: SeenMessage) => boolean,
  timeoutMs: number,
): Promise<SeenMessage> {
  let latest: SeenMessage[] = messagesSeenBy(state, who.id, channel)
  return await state.events.until(() => latest.findLast(predicate), {
    timeoutMs,
    explain: () =>
      `${who.username} did not see it within ${timeoutMs} ms.\n${describeView(state, who.id, channel)}`,
    concerns: (event) => {
      if (event.kind !== 'message.create' && event.kind !== 'message.edit') return false
      const { channelId, onlyFor = who.id } = event.audience
      if (channelId !== channel.id || onlyFor !== who.id) return false
      latest = maySee(state, who.id, channel) ? [seenMessage(event.message)] : []
      return true
    },
  })
}
