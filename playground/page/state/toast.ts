import { toast } from './store.ts'

const shownMs = 6000
let timer: ReturnType<typeof setTimeout> | undefined

/** A short message at the bottom of the screen, gone after a while. */
export function say(text: string): void {
  toast.value = text
  clearTimeout(timer)
  timer = setTimeout(() => (toast.value = ''), shownMs)
}
