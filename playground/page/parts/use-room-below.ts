import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

/** Whether what opens at `anchor` has its height left below it, in the part of the channel that one sees. Above it is taken else. */
export function useRoomBelow(
  anchor: RefObject<HTMLElement | null>,
  opened: RefObject<HTMLElement | null>,
  isOpen: boolean,
): boolean {
  const [hasRoom, setRoom] = useState(true)
  useLayoutEffect(() => {
    const at = anchor.current?.getBoundingClientRect()
    const height = opened.current?.offsetHeight
    if (!isOpen || at === undefined || height === undefined) return
    const seen = anchor.current?.closest('.scroller')?.getBoundingClientRect()
    const [top, bottom] = [seen?.top ?? 0, seen?.bottom ?? window.innerHeight]
    setRoom(at.bottom + height < bottom || at.top - height < top)
  }, [isOpen])
  return hasRoom
}
