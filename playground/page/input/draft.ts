import { computed, signal } from '@preact/signals'
import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
} from 'discord-api-types/v10'
import { sendCommand, sendMessage } from '#playground/page/state/act.ts'
import { markTried } from '#playground/page/state/done.ts'
import { channelId, snapshot } from '#playground/page/state/store.ts'
import { say } from '#playground/page/state/toast.ts'
import { commandItems, findCommands, type CommandItem } from './commands.ts'
import { valueOf, type Given } from './option-value.ts'
import { texts } from '#playground/page/texts/texts.ts'

/** The content of the input: a message, or a command with its chips. */
export const text = signal('')
export const files = signal<readonly File[]>([])
export const command = signal<CommandItem | null>(null)
/** Chips in the order in which they came, by option name. */
export const given = signal<ReadonlyMap<string, Given>>(new Map())
/** The option whose chip has the focus. */
export const active = signal<string | null>(null)
/** Faults of the options, shown from the first try to send on. */
export const errors = signal<ReadonlyMap<string, string>>(new Map())

export const items = computed(() => commandItems(snapshot.value?.commands[channelId.value] ?? []))
/** The entries of the list over the input while a name is typed. */
export const found = computed(() =>
  command.value === null && /^\/[^\n]*$/.test(text.value)
    ? findCommands(items.value, text.value.slice(1))
    : null,
)
export const chips = computed(() => {
  const options = command.value?.options ?? []
  return [...given.value].flatMap(([name, value]) => {
    const option = options.find((each) => each.name === name)
    return option === undefined ? [] : [{ option, given: value }]
  })
})
export const openOptions = computed(() =>
  (command.value?.options ?? []).filter(({ name }) => !given.value.has(name)),
)

export function pickCommand(item: CommandItem): void {
  command.value = item
  text.value = ''
  errors.value = new Map()
  given.value = new Map(
    item.options.filter(({ required }) => required === true).map(({ name }) => [name, { text: '' }]),
  )
  active.value = [...given.value.keys()][0] ?? null
  takeFiles(files.value)
}

/** What a press on a command's mention does: nothing where that command isn't offered, or goes by another name. */
export function pickMentioned(id: string, name: string): void {
  const item = items.value.find((each) => each.id === id && each.name === name)
  if (item !== undefined) pickCommand(item)
}

export function dropCommand(): void {
  command.value = null
  given.value = new Map()
  errors.value = new Map()
  active.value = null
}

export function give(name: string, value: Given): void {
  given.value = new Map([...given.value, [name, value]])
  errors.value = new Map([...errors.value].filter(([each]) => each !== name))
}

export function addOption(option: APIApplicationCommandBasicOption): void {
  give(option.name, { text: '' })
  active.value = option.name
}

/** Removes an optional chip; empties a required one, and removes the command where that chip is empty already. */
export function removeOption(option: APIApplicationCommandBasicOption): void {
  const names = [...given.value.keys()]
  const before = names[names.indexOf(option.name) - 1]
  if (option.required === true) {
    if (before === undefined) dropCommand()
    else active.value = before
    return
  }
  given.value = new Map([...given.value].filter(([name]) => name !== option.name))
  active.value = before ?? null
}

/** Files go where the command wants one, else into the message. */
export function takeFiles(added: readonly File[]): void {
  const options = command.value?.options ?? []
  const wanting = options.find(
    ({ type, name }) => type === Type.Attachment && given.value.get(name)?.file === undefined,
  )
  const [first] = added
  if (first === undefined) return
  if (wanting !== undefined) {
    give(wanting.name, { text: first.name, file: first })
    files.value = []
  } else if (command.value === null) files.value = [...files.value, ...added].slice(0, 10)
  else say(texts.input.noFile(command.value.spoken))
}

export async function send(): Promise<void> {
  if (command.value !== null) return sendDraft(command.value)
  const content = text.value.trim()
  if (content === '' && files.value.length === 0) return
  const attached = [...files.value]
  text.value = ''
  files.value = []
  const error = await sendMessage(channelId.value, content, attached)
  if (error !== undefined) say(error)
}

async function sendDraft(item: CommandItem): Promise<void> {
  const options: Record<string, string | number | boolean> = {}
  const attached: Record<string, File> = {}
  const wrong = new Map<string, string>()
  for (const { option, given: value } of chips.value) {
    const sent = valueOf(option, value)
    if ('error' in sent) wrong.set(option.name, sent.error)
    else if ('file' in sent) attached[option.name] = sent.file
    else options[option.name] = sent.value
  }
  errors.value = wrong
  const [firstWrong] = wrong.keys()
  if (firstWrong !== undefined) {
    active.value = firstWrong
    return
  }
  if (item.name.startsWith('tier')) markTried('tiers')
  if (chips.value.some(({ option }) => option.required !== true)) markTried('details')
  dropCommand()
  const error = await sendCommand(channelId.value, item.name, options, attached)
  if (error !== undefined) say(error)
}
