import { computed, effect, signal } from '@preact/signals'
import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10'
import { useEffect, useRef } from 'preact/hooks'
import { active, addOption, command, errors, give, given, openOptions } from './draft.ts'
import { suggestions, type Suggestion } from './option-suggestions.ts'
import { spoken, texts, told } from '#playground/page/texts/texts.ts'

/** A line of the list over the chips: a value for the option in focus, or an option to add. */
export type OptionLine = { suggestion: Suggestion } | { option: APIApplicationCommandBasicOption }

/** Index of the marked line; −1 for none: Enter sends then. */
export const marked = signal(-1)

/** A value was picked from the list: the list offers further options next. */
const goesOn = computed(
  () => given.value.get(active.value ?? '')?.picked !== undefined && openOptions.value.length > 0,
)

export const optionList = computed<OptionLine[]>(() => {
  const found = suggestions.value
  if (found.kind === 'list' && !goesOn.value) return found.list.map((suggestion) => ({ suggestion }))
  return found.kind === 'none' || goesOn.value ? openOptions.value.map((option) => ({ option })) : []
})

effect(() => {
  const isPicked = given.value.get(active.value ?? '')?.picked !== undefined
  marked.value = suggestions.value.kind === 'list' && optionList.value.length > 0 && !isPicked ? 0 : -1
})

export function takeLine(line: OptionLine): void {
  if ('option' in line) return addOption(line.option)
  if (active.value !== null)
    give(active.value, { text: line.suggestion.label, picked: line.suggestion.value })
}

/** Keys of a chip while the list is there; true when the list took the key. */
export function onListKey(event: KeyboardEvent): boolean {
  const list = optionList.value
  const line = list[marked.value]
  const isMove = event.key === 'ArrowDown' || event.key === 'ArrowUp'
  if (isMove && list.length > 0) {
    const step = event.key === 'ArrowDown' ? 1 : -1
    const from = marked.value === -1 && step === -1 ? list.length : marked.value
    marked.value = (from + step + list.length) % list.length
  } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && line !== undefined)
    takeLine(line)
  else return false
  event.preventDefault()
  return true
}

export function OptionPopup({ list }: { list: OptionLine[] }) {
  const box = useRef<HTMLUListElement>(null)
  useEffect(() => {
    box.current?.children[marked.value]?.scrollIntoView({ block: 'nearest' })
  }, [marked.value])
  const item = command.value
  if (item === null) return null
  const option = item.options.find(({ name }) => name === active.value)
  const error = errors.value.get(active.value ?? '')
  const found = suggestions.value
  return (
    <div class="popup">
      <div class="popup-option">
        <strong>{option === undefined ? `/${item.spoken}` : spoken(option)}</strong>
        <span>{option === undefined ? item.description : told(option)}</span>
      </div>
      {error !== undefined && (
        <div class="popup-error" role="alert">
          {error}
        </div>
      )}
      {found.kind === 'loading' && <div class="popup-note">{texts.input.loading}</div>}
      {found.kind === 'failed' && <div class="popup-error">{found.text}</div>}
      {found.kind === 'list' && list.length === 0 && <div class="popup-note">{texts.input.noMatch}</div>}
      {(found.kind === 'none' || goesOn.value) && list.length > 0 && (
        <div class="popup-head">{texts.input.optional}</div>
      )}
      <ul
        id="options"
        role="listbox"
        aria-label={
          found.kind === 'none' || goesOn.value
            ? texts.input.optional
            : option === undefined
              ? texts.input.options
              : spoken(option)
        }
        ref={box}
      >
        {list.map((line, index) => (
          <li
            key={'option' in line ? line.option.name : String(line.suggestion.value)}
            id={`option-${index}`}
            role="option"
            aria-selected={index === marked.value}
            class={index === marked.value ? 'active' : ''}
            onPointerMove={() => (marked.value = index)}
            // The chip keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => takeLine(line)}
          >
            {'option' in line ? (
              <>
                <span class="option-name">{spoken(line.option)}</span>
                <span class="command-description">{told(line.option)}</span>
              </>
            ) : (
              <span class="suggestion">{line.suggestion.label}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
