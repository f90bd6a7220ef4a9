import { ApplicationCommandType, type APIMessage } from 'discord-api-types/v10'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '#playground/page/parts/icon.tsx'
import { useDismiss } from '#playground/page/parts/use-dismiss.ts'
import { useRoomBelow } from '#playground/page/parts/use-room-below.ts'
import { useOnMessage } from '#playground/page/state/act.ts'
import { snapshot } from '#playground/page/state/store.ts'
import { say } from '#playground/page/state/toast.ts'
import { spoken, texts } from '#playground/page/texts/texts.ts'

/** The menu of a message, with the bot's context menu commands under "Apps". */
export function MessageTools({
  message,
  isOpen,
  setOpen,
}: {
  message: APIMessage
  isOpen: boolean
  setOpen: (open: boolean) => void
}) {
  const root = useRef<HTMLDivElement>(null)
  const close = () => setOpen(false)
  useDismiss(root, isOpen, close)
  const menu = useRef<HTMLDivElement>(null)
  const opensUp = !useRoomBelow(root, menu, isOpen)
  const commands = (snapshot.value?.commands[message.channel_id] ?? []).filter(
    ({ type }) => type === ApplicationCommandType.Message,
  )
  // As menus are operated: https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
  useLayoutEffect(() => {
    if (isOpen) menu.current?.querySelector('button')?.focus()
  }, [isOpen])
  const onMenuKey = (event: KeyboardEvent) => {
    const entries = [...(menu.current?.querySelectorAll('button') ?? [])]
    const at = entries.findIndex((entry) => entry === document.activeElement)
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }
    const to = moves[event.key]
    if (event.key === 'Tab') close()
    if (to === undefined) return
    event.preventDefault()
    entries.at(to % entries.length)?.focus()
  }
  const copyId = async () => {
    close()
    try {
      await navigator.clipboard.writeText(message.id)
      say(texts.message.copiedId)
    } catch {
      // Browsers have no clipboard for pages that come over plain HTTP from another machine.
      say(texts.message.id(message.id))
    }
  }
  return (
    <div class={`message-tools ${isOpen ? 'open' : ''}`} ref={root}>
      <button
        type="button"
        aria-label={texts.message.more}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div
          class={`menu ${opensUp ? 'up' : ''}`}
          role="menu"
          aria-label={texts.message.menu}
          ref={menu}
          onKeyDown={onMenuKey}
        >
          {commands.map((command) => (
            <button
              key={command.name}
              type="button"
              role="menuitem"
              onClick={() => {
                close()
                void useOnMessage(message.channel_id, message.id, command.name)
              }}
            >
              {spoken(command)}
              <span class="menu-hint">{texts.message.apps}</span>
            </button>
          ))}
          <button type="button" role="menuitem" onClick={() => void copyId()}>
            {texts.message.copyId}
          </button>
        </div>
      )}
    </div>
  )
}
