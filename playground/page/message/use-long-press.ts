import { useEffect, useRef } from 'preact/hooks'

const longPressMs = 500
/** A finger that moves further scrolls. */
const stillPx = 10

/** Handlers for a right click or a long press; links keep the browser's own menu. */
export function useLongPress(open: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const from = useRef({ x: 0, y: 0 })
  const stop = () => clearTimeout(timer.current)
  useEffect(() => stop, [])
  return {
    onContextMenu(event: MouseEvent) {
      if (event.target instanceof Element && event.target.closest('a, input, textarea') !== null) return
      event.preventDefault()
      stop()
      open()
    },
    // Browsers on phones differ in whether a long press is a right click.
    onPointerDown(event: PointerEvent) {
      if (event.pointerType !== 'touch') return
      from.current = { x: event.clientX, y: event.clientY }
      timer.current = setTimeout(open, longPressMs)
    },
    onPointerMove(event: PointerEvent) {
      if (Math.hypot(event.clientX - from.current.x, event.clientY - from.current.y) > stillPx) stop()
    },
    onPointerUp: stop,
    onPointerCancel: stop,
  }
}
