import { DragonWing } from '#playground/page/parts/avatar.tsx'
import { channel, snapshot, unread } from '#playground/page/state/store.ts'
import { openChannel } from '#playground/page/state/connection.ts'
import { texts } from '#playground/page/texts/texts.ts'

/** The column at the far left: direct messages, then the server. */
export function ServerRail() {
  const known = snapshot.value
  if (known === null) return null
  const firstOf = (kind: 'dm' | 'text') => known.channels.find((each) => each.kind === kind)
  const isDirect = channel.value?.kind === 'dm'
  const hasNews = (kind: 'dm' | 'text') =>
    known.channels.some((each) => each.kind === kind && unread.value.has(each.id))
  const item = (kind: 'dm' | 'text', label: string) => {
    const target = firstOf(kind)
    const isCurrent = isDirect === (kind === 'dm')
    return (
      target && (
        <button
          type="button"
          class={`server ${kind} ${isCurrent ? 'current' : ''} ${hasNews(kind) ? 'news' : ''}`}
          aria-label={`${label}${hasNews(kind) ? `, ${texts.channels.unread}` : ''}`}
          title={label}
          aria-current={isCurrent}
          onClick={() => openChannel(target.id)}
        >
          {kind === 'dm' ? <Bubble /> : <DragonWing />}
        </button>
      )
    )
  }
  return (
    <nav class="rail" aria-label={texts.channels.servers}>
      {item('dm', texts.channels.direct)}
      <span class="rail-line" aria-hidden="true" />
      {known.guild && item('text', known.guild.name)}
    </nav>
  )
}

export function Bubble() {
  return (
    <svg viewBox="0 0 24 24" class="bubble" aria-hidden="true" focusable="false">
      <path d="M12 4c5 0 9 3.2 9 7.3s-4 7.3-9 7.3c-1 0-2-.1-2.900-.4L4.600 20.500l1-3.800C4 15.300 3 13.400 3 11.300 3 7.200 7 4 12 4z" />
    </svg>
  )
}
