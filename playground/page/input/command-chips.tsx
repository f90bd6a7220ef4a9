import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
} from 'discord-api-types/v10'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { FileFace } from '#playground/page/parts/file-face.tsx'
import {
  active,
  chips,
  command,
  dropCommand,
  errors,
  give,
  openOptions,
  removeOption,
  send,
} from './draft.ts'
import { marked, onListKey, optionList } from './option-popup.tsx'
import type { Given } from './option-value.ts'
import { spoken, texts, told } from '#playground/page/texts/texts.ts'

/** A command in the input: its name, a chip for each option that is given, and what else there is. */
export function CommandChips() {
  const item = command.value
  const root = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    // The chip that is active gets the focus; a command without any keeps it in the bar.
    const target = active.value === null ? '.more-options, .no-options' : `[data-option="${active.value}"]`
    root.current?.querySelector<HTMLElement>(target)?.focus()
  }, [active.value, chips.value.length])
  if (item === null) return null
  const left = openOptions.value.length
  return (
    <div class="chips" ref={root} role="group" aria-label={`/${item.spoken}`}>
      <span class="chips-command">/{item.spoken}</span>
      {chips.value.map(({ option, given }) => (
        <Chip key={option.name} option={option} given={given} />
      ))}
      {left > 0 && (
        <button
          type="button"
          class="more-options"
          onFocus={() => (active.value = null)}
          onClick={() => (active.value = null)}
          onKeyDown={(event) => {
            if (!onListKey(event)) onBarKey(event)
          }}
        >
          {texts.input.more(left, chips.value.length === 0)}
        </button>
      )}
      {left === 0 && chips.value.length === 0 && (
        <button type="submit" class="no-options" onKeyDown={onBarKey}>
          {texts.input.pressEnter}
        </button>
      )}
    </div>
  )
}

function onBarKey(event: KeyboardEvent): void {
  if (event.key === 'Escape' || event.key === 'Backspace') {
    event.preventDefault()
    dropCommand()
  } else if (event.key === 'Enter') {
    event.preventDefault()
    void send()
  }
}

function Chip({ option, given }: { option: APIApplicationCommandBasicOption; given: Given }) {
  const error = errors.value.get(option.name)
  const isActive = active.value === option.name
  const isOpen = isActive && optionList.value.length > 0
  const picker = useRef<HTMLInputElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || onListKey(event)) return
    if (event.key === 'Escape') dropCommand()
    else if (event.key === 'Enter') void send()
    else if (event.key === 'Backspace' && given.text === '') removeOption(option)
    else return
    event.preventDefault()
  }
  const focus = () => (active.value = option.name)
  return (
    <label class={`chip ${error === undefined ? '' : 'wrong'} ${isActive ? 'active' : ''}`}>
      <span class="chip-name">{spoken(option)}</span>
      {option.type === Type.Attachment ? (
        <>
          <input
            ref={picker}
            type="file"
            hidden
            onChange={() => {
              const file = picker.current?.files?.[0]
              if (file) give(option.name, { text: file.name, file })
            }}
          />
          <button
            type="button"
            class="chip-file"
            data-option={option.name}
            onFocus={focus}
            onClick={() => picker.current?.click()}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') onKeyDown(event)
            }}
          >
            {given.file && <FileFace file={given.file} size={20} />}
            {given.file?.name ?? texts.input.chooseFile}
          </button>
        </>
      ) : (
        <span class="chip-grow" data-text={given.text}>
          <textarea
            rows={1}
            data-option={option.name}
            aria-label={spoken(option)}
            aria-description={told(option)}
            aria-invalid={error !== undefined}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls="options"
            {...(isOpen && marked.value >= 0 ? { 'aria-activedescendant': `option-${marked.value}` } : {})}
            value={given.text}
            onFocus={focus}
            onInput={(event) => give(option.name, { text: event.currentTarget.value.replaceAll('\n', ' ') })}
            onKeyDown={onKeyDown}
          />
        </span>
      )}
    </label>
  )
}
