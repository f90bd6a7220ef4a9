import { computed, effect, signal } from '@preact/signals'
import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
} from 'discord-api-types/v10'
import type { AutocompleteQuestion } from '#playground/server/actions.ts'
import { askChoices } from '#playground/page/state/act.ts'
import { channelId, snapshot } from '#playground/page/state/store.ts'
import { active, chips, command } from './draft.ts'
import { valueOf } from './option-value.ts'
import { spoken, texts } from '#playground/page/texts/texts.ts'

export interface Suggestion {
  label: string
  value: string | number | boolean
}
export type Suggestions =
  | { kind: 'none' }
  | { kind: 'loading' }
  | { kind: 'failed'; text: string }
  | { kind: 'list'; list: Suggestion[] }

/** Time from the last key to the question to the bot. */
const autocompleteDelayMs = 150

const asked = signal<Suggestions>({ kind: 'none' })
const activeChip = computed(() => chips.value.find(({ option }) => option.name === active.value))

/** The choices for the option that has the focus. */
export const suggestions = computed<Suggestions>(() => {
  const chip = activeChip.value
  if (chip === undefined) return { kind: 'none' }
  const { option, given } = chip
  if ('autocomplete' in option && option.autocomplete) return asked.value
  const all = fixedSuggestions(option)
  if (all === undefined) return { kind: 'none' }
  const typed = given.picked === undefined ? given.text.toLowerCase() : ''
  return { kind: 'list', list: all.filter(({ label }) => label.toLowerCase().includes(typed)) }
})

function fixedSuggestions(option: APIApplicationCommandBasicOption): Suggestion[] | undefined {
  const known = snapshot.value
  const users = (known?.users ?? []).map(({ id, name }) => ({ label: name, value: id }))
  const roles = (known?.roles ?? []).map(({ id, name }) => ({
    label: `@${name.replace(/^@/, '')}`,
    value: id,
  }))
  switch (option.type) {
    case Type.Boolean:
      return [
        { label: 'True', value: true },
        { label: 'False', value: false },
      ]
    case Type.User:
      return users
    case Type.Role:
      return roles
    case Type.Mentionable:
      return [...users, ...roles]
    case Type.Channel:
      return (known?.channels ?? [])
        .filter(({ kind }) => kind === 'text')
        .map(({ id, name }) => ({ label: `#${name}`, value: id }))
    case Type.String:
    case Type.Integer:
    case Type.Number:
      return option.choices && option.choices.length > 0
        ? option.choices.map((choice) => ({ label: spoken(choice), value: choice.value }))
        : undefined
    default:
      return undefined
  }
}

// Autocomplete: the bot is asked about the chip's text; an answer to an older text is not shown.
effect(() => {
  const chip = activeChip.value
  const item = command.value
  if (item === null || chip === undefined || !('autocomplete' in chip.option) || !chip.option.autocomplete) {
    asked.value = { kind: 'none' }
    return undefined
  }
  if (chip.given.picked !== undefined) return undefined
  const others: Record<string, string | number | boolean> = {}
  for (const { option, given } of chips.peek()) {
    const sent = valueOf(option, given)
    if (option.name !== chip.option.name && 'value' in sent) others[option.name] = sent.value
  }
  const question = {
    channelId: channelId.peek(),
    name: item.name,
    option: chip.option.name,
    typed: chip.given.text,
    others,
  }
  const abort = new AbortController()
  if (asked.peek().kind !== 'list') asked.value = { kind: 'loading' }
  const timer = setTimeout(() => void ask(question, abort.signal), autocompleteDelayMs)
  return () => {
    clearTimeout(timer)
    abort.abort()
  }
})

async function ask(question: AutocompleteQuestion, signal: AbortSignal): Promise<void> {
  try {
    const choices = await askChoices(question, signal)
    asked.value = { kind: 'list', list: choices.map(({ name, value }) => ({ label: name, value })) }
  } catch (error) {
    const text = error instanceof Error ? error.message : texts.input.loadingFailed
    if (!signal.aborted) asked.value = { kind: 'failed', text }
  }
}
