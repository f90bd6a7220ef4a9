import { pending, type Pending } from './store.ts'
import { say } from './toast.ts'

/** Answers that came before we knew what they answer. */
const early = new Map<string, string | undefined>()
/** Answers to autocomplete are left out: they are not awaited here. */
const keptEarly = 50

export function addPending(one: Pending): void {
  if (early.has(one.interactionId)) {
    const failure = early.get(one.interactionId)
    early.delete(one.interactionId)
    if (failure !== undefined) pending.value = [...pending.value, { ...one, failure }]
    return
  }
  pending.value = [...pending.value, one]
}

/** The bot has answered, or nobody has in time. */
export function settle(interactionId: string, failure?: string): void {
  const known = pending.value.find((one) => one.interactionId === interactionId)
  if (known === undefined) {
    early.set(interactionId, failure)
    for (const id of [...early.keys()].slice(0, -keptEarly)) early.delete(id)
    return
  }
  const others = pending.value.filter((one) => one !== known)
  const hasPlace = known.commandName !== undefined || known.messageId !== undefined
  if (failure !== undefined && !hasPlace) say(failure)
  pending.value = failure !== undefined && hasPlace ? [...others, { ...known, failure }] : others
}

export function dismissPending(interactionId: string): void {
  pending.value = pending.value.filter((one) => one.interactionId !== interactionId)
}

export function forgetPending(): void {
  early.clear()
  pending.value = []
}

/** Another press takes away what an earlier one left under the message. */
export function forgetFailures(messageId: string): void {
  pending.value = pending.value.filter((one) => one.messageId !== messageId || one.failure === undefined)
}
