import { Fragment } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { APIMessage } from 'discord-api-types/v10'
import { dayOf } from '#playground/page/parts/time.tsx'
import { channelId, pending, shownMessages, snapshot } from '#playground/page/state/store.ts'
import { ChannelStart } from '#playground/page/welcome/channel-start.tsx'
import { Message } from './message.tsx'
import { PendingCommand } from './pending-command.tsx'
import { texts } from '#playground/page/texts/texts.ts'

/** Messages of one author within this time share a head, as in Discord. */
const groupMs = 7 * 60 * 1000
/** A list scrolled this near to its end counts as at the end: new messages stay in view. */
const atEndPx = 8
/** From this distance to the end on, a button leads back to it. */
const farPx = 240

export function MessageList() {
  const list = shownMessages.value
  const waiting = pending.value.filter(
    (one) => one.channelId === channelId.value && one.commandName !== undefined,
  )
  const scroller = useRef<HTMLDivElement>(null)
  // A ref, not state: a height that changes while the person scrolls must not pull them back to the end.
  const isAtEnd = useRef(true)
  const lastTop = useRef(0)
  const [isFar, setFar] = useState(false)
  const toEnd = () => {
    isAtEnd.current = true
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
  }
  const last = list.at(-1)
  // Also when what is in view grows: a picture arrives in a message that was one line.
  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd()
  }, [last, list.length, waiting.length])
  // The person's own message is shown, wherever the list was scrolled to.
  const ownLast = waiting.at(-1)?.interactionId ?? (last?.author.id === snapshot.value?.me.id ? last?.id : '')
  useLayoutEffect(toEnd, [ownLast, channelId.value])
  useEffect(() => {
    const watch = new ResizeObserver(() => {
      if (isAtEnd.current) toEnd()
    })
    if (scroller.current) {
      watch.observe(scroller.current)
      if (scroller.current.firstElementChild) watch.observe(scroller.current.firstElementChild)
    }
    return () => watch.disconnect()
  }, [])
  const onScroll = () => {
    const box = scroller.current
    if (box === null) return
    const left = box.scrollHeight - box.scrollTop - box.clientHeight
    // Only scrolling up leaves the end: a new message is 120 px high until it is drawn, and grows while the list scrolls to it.
    if (left < atEndPx) isAtEnd.current = true
    else if (box.scrollTop < lastTop.current) isAtEnd.current = false
    lastTop.current = box.scrollTop
    setFar(!isAtEnd.current && left > farPx)
  }
  return (
    <>
      <div
        class="scroller"
        ref={scroller}
        onScroll={onScroll}
        tabIndex={0}
        role="region"
        aria-label={texts.message.list}
      >
        <div class="scroll-content">
          <ChannelStart />
          <div role="log" aria-label={texts.message.log} aria-relevant="additions">
            <ol class="messages">
              {list.map((message, index) => {
                const before = list[index - 1]
                return (
                  <Fragment key={message.id}>
                    {isNewDay(before, message) && (
                      <li class="day">
                        <span>{dayOf(new Date(message.timestamp))}</span>
                      </li>
                    )}
                    <Message message={message} follows={follows(before, message)} />
                  </Fragment>
                )
              })}
              {waiting.map((one) => (
                <PendingCommand key={one.interactionId} pending={one} />
              ))}
            </ol>
          </div>
        </div>
      </div>
      {isFar && (
        <button type="button" class="to-present" onClick={toEnd}>
          {texts.message.older} <strong>{texts.message.toPresent}</strong>
        </button>
      )}
    </>
  )
}

function isNewDay(before: APIMessage | undefined, message: APIMessage): boolean {
  return (
    before === undefined ||
    new Date(before.timestamp).toDateString() !== new Date(message.timestamp).toDateString()
  )
}

function follows(before: APIMessage | undefined, message: APIMessage): boolean {
  if (before === undefined || before.author.id !== message.author.id) return false
  const hasLine = message.interaction_metadata !== undefined || message.referenced_message !== undefined
  const isNear = Date.parse(message.timestamp) - Date.parse(before.timestamp) < groupMs
  return !hasLine && isNear && !isNewDay(before, message) && before.flags === message.flags
}
