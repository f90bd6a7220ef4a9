import { channelIcon } from '#playground/page/channels/channel-icon.ts'
import { Icon } from '#playground/page/parts/icon.tsx'
import { Avatar } from '#playground/page/parts/avatar.tsx'
import { channel, snapshot } from '#playground/page/state/store.ts'
import { Examples } from './examples.tsx'
import { texts } from '#playground/page/texts/texts.ts'

/** The head above a channel's first message, as in Discord, with the first thing to try. */
export function ChannelStart() {
  const here = channel.value
  const known = snapshot.value
  if (here === undefined || known === null) return null
  return (
    <div class="channel-start">
      {here.kind === 'dm' ? (
        <Avatar userId={known.bot.id} size={68} />
      ) : (
        <span class="start-icon">
          <Icon name={channelIcon(here)} size={42} />
        </span>
      )}
      <h2>{here.kind === 'dm' ? here.name : texts.start.welcome(here.name)}</h2>
      <p>{startText(here.kind, here.nsfw, here.botIsMuted, here.name)}</p>
      {!here.botIsMuted && <Examples examples={known.examples} isReady={known.bot.online} />}
    </div>
  )
}

function startText(kind: 'text' | 'dm', isNsfw: boolean, isMuted: boolean, name: string): string {
  if (kind === 'dm') return texts.start.direct(name)
  if (isMuted) return texts.start.muted(name)
  if (isNsfw) return texts.start.adults(name)
  return texts.start.open(name)
}
