import { useState } from 'preact/hooks'
import type { TrafficEntry } from '#playground/server/protocol.ts'
import { askTraffic } from '#playground/page/state/act.ts'
import { traffic } from '#playground/page/state/store.ts'
import { texts } from '#playground/page/texts/texts.ts'

const time = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
})

/** Interactions, REST calls and gateway events, newest first; each opens to its bodies. */
export function Traffic() {
  const entries = traffic.value.toReversed()
  if (entries.length === 0) return <p class="drawer-note">{texts.drawer.quiet}</p>
  return (
    <ul class="traffic">
      {entries.map((entry) => (
        <Entry key={entry.seq} entry={entry} />
      ))}
    </ul>
  )
}

function Entry({ entry }: { entry: TrafficEntry }) {
  const [body, setBody] = useState<string>()
  const [isOpen, setOpen] = useState(false)
  const toggle = async () => {
    setOpen(!isOpen)
    if (body === undefined) setBody(JSON.stringify(await askTraffic(entry.seq), null, 2))
  }
  return (
    <li class={`${entry.kind} ${entry.tone}`}>
      <button type="button" aria-expanded={isOpen} onClick={() => void toggle()}>
        <span class="traffic-time">{time.format(entry.at)}</span>
        <span class="traffic-title">{entry.title}</span>
        <span class="traffic-detail">{entry.detail}</span>
      </button>
      {isOpen && (
        <pre class="code-block" tabIndex={0}>
          <code>{body ?? texts.drawer.loading}</code>
        </pre>
      )}
    </li>
  )
}
