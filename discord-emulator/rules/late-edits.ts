import { tooManyLateEdits } from '#discord-emulator/rest/api-error.ts'
import type { StoredMessage } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'

const hourMs = 60 * 60 * 1000
/** Discord does not publish its number (discord-api-docs #4413): few enough that a test can meet it. */
const editsAnHour = 3

/** 30046: topics/opcodes-and-status-codes#json, edits of messages older than an hour are counted. */
export function checkLateEdit(state: State, message: StoredMessage): void {
  const now = state.clock.now()
  if (now - message.createdAt < hourMs) return
  message.lateEdits = message.lateEdits.filter((at) => now - at < hourMs)
  const [oldest = now] = message.lateEdits
  if (message.lateEdits.length >= editsAnHour) throw tooManyLateEdits((oldest + hourMs - now) / 1000)
  message.lateEdits.push(now)
}
