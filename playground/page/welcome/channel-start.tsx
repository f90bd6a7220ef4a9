import { channelIcon } from '#playground/page/channels/channel-icon.ts'
import { Icon } from '#playground/page/parts/icon.tsx'
import { Avatar } from '#playground/page/parts/avatar.tsx'
import { channel, snapshot } from '#playground/page/state/store.ts'
import { Examples } from './examples.tsx'

/** What Discord shows above a channel's first message, and the first thing to do here. */
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
      <h2>{here.kind === 'dm' ? here.name : `Welcome to #${here.name}!`}</h2>
      <p>{startText(here.kind, here.nsfw, here.botIsMuted, here.name)}</p>
      {!here.botIsMuted && <Examples examples={known.examples} isReady={known.bot.online} />}
    </div>
  )
}

function startText(kind: 'text' | 'dm', isNsfw: boolean, isMuted: boolean, name: string): string {
  if (kind === 'dm') return `This is the beginning of your direct messages with ${name}.`
  if (isMuted)
    return `The bot may not post in #${name}. Ask it for a picture with /imagine, and see how it says so.`
  if (isNsfw) return `This is the start of #${name}, an age-restricted channel.`
  return `This is the start of #${name}. A bot lives here that paints what you ask it for: click one of these.`
}
