import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

/** Whether a popup at `anchor` fits below it in the visible part of the channel; otherwise it opens above. */
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
