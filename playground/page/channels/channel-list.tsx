import { Avatar } from '#playground/page/parts/avatar.tsx'
import { Icon } from '#playground/page/parts/icon.tsx'
import { openChannel } from '#playground/page/state/connection.ts'
import { channel, channelId, listOpen, snapshot, unread } from '#playground/page/state/store.ts'
import { channelIcon } from './channel-icon.ts'
import { PeopleSwitch } from './people-switch.tsx'
import { texts } from '#playground/page/texts/texts.ts'

export function ChannelList() {
  const known = snapshot.value
  if (known === null) return null
  const isDirect = channel.value?.kind === 'dm'
  const shown = known.channels.filter(({ kind }) => (kind === 'dm') === isDirect)
  return (
    <div class="sidebar">
      <h2 class="server-name">{isDirect ? texts.channels.direct : known.guild?.name}</h2>
      <nav class="channels" aria-label={texts.channels.list}>
        <h3>{isDirect ? texts.channels.direct : texts.channels.text}</h3>
        <ul>
          {shown.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                class={`channel ${each.id === channelId.value ? 'current' : ''} ${unread.value.has(each.id) ? 'news' : ''}`}
                aria-current={each.id === channelId.value ? 'page' : undefined}
                onClick={() => {
                  openChannel(each.id)
                  listOpen.value = false
                }}
              >
                {each.kind === 'dm' ? (
                  <Avatar userId={known.bot.id} size={32} />
                ) : (
                  <Icon name={channelIcon(each)} />
                )}
                <span class="channel-name">{each.name}</span>
                {each.nsfw && <span class="channel-note">18+</span>}
                {each.botIsMuted && <span class="channel-note">{texts.channels.noBot}</span>}
                {unread.value.has(each.id) && <span class="hidden-words">{texts.channels.unread}</span>}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <PeopleSwitch />
    </div>
  )
}
