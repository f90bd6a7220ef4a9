import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Closes a popup at a press outside of it, and at Escape, which also gives the focus back. */
export function useDismiss(inside: RefObject<HTMLElement | null>, isOpen: boolean, close: () => void): void {
  const latest = useRef(close)
  latest.current = close
  // Before the first paint: a key pressed right after the opening is caught, too.
  useLayoutEffect(() => {
    if (!isOpen) return undefined
    const before = document.activeElement
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && inside.current?.contains(event.target) !== true) latest.current()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      latest.current()
      if (before instanceof HTMLElement) before.focus()
    }
    document.addEventListener('pointerdown', onPointer, true)
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('pointerdown', onPointer, true)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [isOpen, inside])
}
