import { useEffect, useState } from 'preact/hooks'
import { language, texts } from '#playground/page/texts/texts.ts'

const day = new Intl.DateTimeFormat(language, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric', year: '2-digit' })
const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' })
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString()

/** "4:05 PM", "Yesterday at 4:05 PM", "11/24/26, 4:05 PM": as Discord has it beside a name. */
export function sentAt(moment: Date, now = new Date()): string {
  const yesterday = new Date(now.getTime() - 86_400_000)
  if (sameDay(moment, now)) return clock.format(moment)
  if (sameDay(moment, yesterday)) return texts.message.yesterday(clock.format(moment))
  return `${date.format(moment)}, ${clock.format(moment)}`
}

export const dayOf = (moment: Date) => day.format(moment)
export const clockOf = (moment: Date) => clock.format(moment)

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** `<t:…:R>`: "in 3 hours". */
export function fromNow(moment: Date, now = new Date()): string {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000)
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return relative.format(Math.round(seconds / length), unit)
}

/** https://discord.com/developers/docs/reference#message-formatting-timestamp-styles */
const styles: Record<string, Intl.DateTimeFormatOptions> = {
  t: { hour: 'numeric', minute: '2-digit' },
  T: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  d: { day: '2-digit', month: '2-digit', year: 'numeric' },
  D: { day: 'numeric', month: 'long', year: 'numeric' },
  f: { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  F: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
}

export function Timestamp({ seconds, format }: { seconds: number; format: string | undefined }) {
  const moment = new Date(seconds * 1000)
  const [, tick] = useState(0)
  useEffect(() => {
    if (format !== 'R') return undefined
    const timer = setInterval(() => tick((count) => count + 1), 10_000)
    return () => clearInterval(timer)
  }, [format])
  const full = new Intl.DateTimeFormat(language, styles['F']).format(moment)
  const text =
    format === 'R'
      ? fromNow(moment)
      : new Intl.DateTimeFormat(language, styles[format ?? 'f'] ?? styles['f']).format(moment)
  return (
    <time class="timestamp" dateTime={moment.toISOString()} title={full}>
      {text}
    </time>
  )
}
