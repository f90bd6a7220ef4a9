import { effect, signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Avatar } from '#playground/page/parts/avatar.tsx'
import { snapshot } from '#playground/page/state/store.ts'
import type { CommandItem } from './commands.ts'
import { found, items, pickCommand, text } from './draft.ts'
import { spoken, texts } from '#playground/page/texts/texts.ts'

const active = signal(0)
/** Escape puts the list away until something else is typed. */
const dismissed = signal<string | null>(null)

effect(() => {
  if (found.value !== null) active.value = 0
})
// `/imagine ` and the first letter of the prompt go on without picking from the list.
effect(() => {
  const typed = /^\/(.+) $/.exec(text.value)?.[1]
  const item = items.value.find((each) => each.name === typed || each.spoken === typed)
  if (item !== undefined) pickCommand(item)
})

/** Keys of the input while the list is open; true when the list took the key. */
export function useCommandList() {
  const list = found.value ?? []
  const isOpen = list.length > 0 && dismissed.value !== text.value
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false
    const moves: Record<string, number> = { ArrowDown: active.value + 1, ArrowUp: active.value - 1 }
    const to = moves[event.key]
    const item = list[active.value]
    if (to !== undefined) active.value = (to + list.length) % list.length
    else if (event.key === 'Escape') dismissed.value = text.value
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && item !== undefined)
      pickCommand(item)
    else return false
    event.preventDefault()
    return true
  }
  return { isOpen, active: active.value, onKeyDown }
}

export function CommandList() {
  const { isOpen } = useCommandList()
  const list = found.value ?? []
  const box = useRef<HTMLUListElement>(null)
  useEffect(() => {
    box.current?.children[active.value]?.scrollIntoView({ block: 'nearest' })
  }, [active.value])
  const bot = snapshot.value?.bot
  if (found.value !== null && list.length === 0 && text.value.length > 1)
    return <div class="popup nothing">{texts.input.noCommand(text.value)}</div>
  if (!isOpen || bot === undefined) return null
  return (
    <div class="popup">
      <div class="popup-head">
        <Avatar userId={bot.id} size={18} />
        {bot.name}
      </div>
      <ul id="commands" role="listbox" aria-label={texts.input.commands} ref={box}>
        {list.map((item, index) => (
          <CommandRow key={item.name} item={item} index={index} />
        ))}
      </ul>
    </div>
  )
}

function CommandRow({ item, index }: { item: CommandItem; index: number }) {
  const bot = snapshot.value?.bot
  return (
    <li
      id={`command-${index}`}
      role="option"
      aria-selected={index === active.value}
      class={`command-row ${index === active.value ? 'active' : ''}`}
      onPointerMove={() => (active.value = index)}
      // The input keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => pickCommand(item)}
    >
      {bot && <Avatar userId={bot.id} size={32} />}
      <span class="command-words">
        <span class="command-name">
          /{item.spoken}
          {item.options
            .filter(({ required }) => required === true)
            .map((option) => (
              <span key={option.name} class="command-option">
                {spoken(option)}
              </span>
            ))}
        </span>
        <span class="command-description">{item.description}</span>
      </span>
      <span class="command-app">{bot?.name}</span>
    </li>
  )
}
