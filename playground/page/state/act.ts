import type { Action, AutocompleteQuestion } from '#playground/server/actions.ts'
import type { ActionAnswer, BackstageView, Choice, FaultAnswer } from '#playground/server/protocol.ts'
import { addPending, forgetFailures } from './pending.ts'
import { personKey } from './person.ts'
import type { Pending } from './store.ts'
import { say } from './toast.ts'
import { language, texts } from '#playground/page/texts/texts.ts'

const as = () => `as=${encodeURIComponent(personKey())}&lang=${language}`

/** Does what the person did. An error is what Discord's client would say before anything is sent. */
async function act(
  action: Action,
  files: Record<string, File> = {},
  watch?: Omit<Pending, 'interactionId' | 'at'>,
): Promise<ActionAnswer> {
  const form = new FormData()
  form.set('action', JSON.stringify(action))
  for (const [name, file] of Object.entries(files)) form.set(name, file)
  try {
    const response = await fetch(`/playground/act?${as()}`, { method: 'POST', body: form })
    // Our own server wrote it, by the same type.
    const answer = worded((await response.json()) as ActionAnswer)
    if (answer.interactionId !== undefined && watch !== undefined)
      addPending({ ...watch, interactionId: answer.interactionId, at: Date.now() })
    return answer
  } catch {
    return { error: texts.noServer }
  }
}

export async function sendCommand(
  channelId: string,
  name: string,
  options: Record<string, string | number | boolean>,
  files: Record<string, File>,
): Promise<string | undefined> {
  const action = { do: 'command', channelId, name, options } as const
  return (await act(action, files, { channelId, commandName: name })).error
}

export async function sendMessage(
  channelId: string,
  content: string,
  files: File[],
): Promise<string | undefined> {
  const named = Object.fromEntries(files.map((file, index) => [`file${index}`, file]))
  return (await act({ do: 'send', channelId, content }, named)).error
}

export async function pressButton(channelId: string, messageId: string, customId: string): Promise<void> {
  forgetFailures(messageId)
  tell(await act({ do: 'press', channelId, messageId, customId }, {}, { channelId, messageId, customId }))
}

export async function pickFromMenu(
  channelId: string,
  messageId: string,
  customId: string,
  values: string[],
): Promise<void> {
  forgetFailures(messageId)
  const action = { do: 'select', channelId, messageId, customId, values } as const
  tell(await act(action, {}, { channelId, messageId, customId }))
}

export async function useOnMessage(channelId: string, messageId: string, name: string): Promise<void> {
  const action = { do: 'messageCommand', channelId, messageId, name } as const
  tell(await act(action, {}, { channelId, commandName: name }))
}

export async function submitModal(
  interactionId: string,
  channelId: string,
  answers: Record<string, string | string[] | boolean>,
): Promise<string | undefined> {
  return (await act({ do: 'submitModal', interactionId, answers }, {}, { channelId })).error
}

export async function dismissMessage(channelId: string, messageId: string): Promise<void> {
  tell(await act({ do: 'dismiss', channelId, messageId }))
}

/** With the page's own words for why something was not done. */
function worded<Answer extends ActionAnswer>(answer: Answer): Answer {
  const { refused } = answer
  return refused === undefined ? answer : { ...answer, error: texts.refused[refused.reason](refused.about) }
}

function tell({ error }: ActionAnswer): void {
  if (error !== undefined) say(error)
}

/** @throws {Error} with Discord's words when the bot did not answer */
export async function askChoices(question: AutocompleteQuestion, signal: AbortSignal): Promise<Choice[]> {
  const response = await fetch(`/playground/autocomplete?${as()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
    signal,
  })
  // As above.
  const answer = worded((await response.json()) as ActionAnswer & { choices?: Choice[] })
  if (answer.choices === undefined) throw new Error(answer.error ?? texts.input.loadingFailed)
  return answer.choices
}

export async function askTraffic(seq: number): Promise<unknown> {
  return await (await fetch(`/playground/traffic/${seq}`)).json()
}

export async function askBackstage(): Promise<BackstageView> {
  // As above.
  return (await (await fetch('/playground/backstage')).json()) as BackstageView
}

export async function makeFault(name: string): Promise<boolean> {
  const response = await fetch(`/playground/faults/${name}`, { method: 'POST' })
  // As above.
  return ((await response.json()) as FaultAnswer).made
}
