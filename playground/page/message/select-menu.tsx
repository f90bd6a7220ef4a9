import type { APIMessage, APISelectMenuComponent } from 'discord-api-types/v10'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { Icon } from '#playground/page/parts/icon.tsx'
import { useDismiss } from '#playground/page/parts/use-dismiss.ts'
import { useRoomBelow } from '#playground/page/parts/use-room-below.ts'
import { pickFromMenu } from '#playground/page/state/act.ts'
import { pending } from '#playground/page/state/store.ts'
import { selectOptions } from './select-options.ts'
import { texts } from '#playground/page/texts/texts.ts'

/** A menu under a message. One value acts at once; several act when the menu is closed, as in Discord. */
export function SelectMenu({ message, select }: { message: APIMessage; select: APISelectMenuComponent }) {
  const options = selectOptions(select)
  const chosen = options.filter((option) => option.default === true).map(({ value }) => value)
  const [isOpen, setOpen] = useState(false)
  const [picked, setPicked] = useState<string[]>(chosen)
  const [active, setActive] = useState(0)
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const most = select.max_values ?? 1
  const least = select.min_values ?? 1
  const isBusy = pending.value.some(
    (one) => one.messageId === message.id && one.customId === select.custom_id && one.failure === undefined,
  )
  const send = (values: string[]) =>
    void pickFromMenu(message.channel_id, message.id, select.custom_id, values)
  const close = () => {
    setOpen(false)
    if (most > 1 && picked.length >= least && picked.join('\n') !== chosen.join('\n')) send(picked)
  }
  useDismiss(root, isOpen, close)
  const list = useRef<HTMLUListElement>(null)
  const opensUp = !useRoomBelow(root, list, isOpen)
  useEffect(() => {
    if (isOpen) list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [isOpen, active])

  const open = () => {
    setPicked(chosen)
    setActive(
      Math.max(
        0,
        options.findIndex(({ value }) => chosen.includes(value)),
      ),
    )
    setOpen(true)
  }
  const pick = (value: string) => {
    if (most === 1) {
      setOpen(false)
      send([value])
    } else if (picked.includes(value)) setPicked(picked.filter((each) => each !== value))
    else if (picked.length < most) setPicked([...picked, value])
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: options.length - 1,
    }
    const to = moves[event.key]
    if (to !== undefined) {
      event.preventDefault()
      if (isOpen) setActive(Math.min(options.length - 1, Math.max(0, to)))
      else open()
    } else if (isOpen && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault()
      const option = options[active]
      if (option) pick(option.value)
    } else if (isOpen && event.key === 'Tab') close()
  }
  const label = select.placeholder ?? texts.message.select
  const shown = options
    .filter(({ value }) => (isOpen ? picked : chosen).includes(value))
    .map((option) => option.label)
  return (
    <div class="select" ref={root}>
      <button
        type="button"
        class="select-box"
        role="combobox"
        aria-label={label}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-busy={isBusy}
        {...(isOpen ? { 'aria-activedescendant': `${id}-${active}` } : {})}
        disabled={select.disabled === true}
        onClick={() => (isOpen ? close() : open())}
        onKeyDown={onKeyDown}
      >
        <span class={shown.length > 0 ? '' : 'placeholder'}>
          {shown.length > 0 ? shown.join(', ') : label}
        </span>
        {isBusy ? (
          <span class="dots small" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        ) : (
          <Icon name="chevron" />
        )}
      </button>
      <ul
        class={`listbox ${opensUp ? 'up' : ''}`}
        role="listbox"
        id={id}
        aria-label={label}
        aria-multiselectable={most > 1}
        hidden={!isOpen}
        ref={list}
      >
        {options.map((option, index) => (
          <li
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={picked.includes(option.value)}
            class={index === active ? 'active' : ''}
            onPointerMove={() => setActive(index)}
            onClick={() => pick(option.value)}
          >
            {option.emoji && <span aria-hidden="true">{option.emoji}</span>}
            <span class="option-words">
              <span>{option.label}</span>
              {option.description && <span class="option-description">{option.description}</span>}
            </span>
            {picked.includes(option.value) && <Icon name="check" size={18} />}
          </li>
        ))}
        {options.length === 0 && <li class="nothing">{texts.message.nothingToPick}</li>}
      </ul>
    </div>
  )
}
