import { Avatar } from '#playground/page/parts/avatar.tsx'
import { Icon } from '#playground/page/parts/icon.tsx'
import { toggleDrawer } from '#playground/page/state/connection.ts'
import { channel, drawerOpen, listOpen, snapshot } from '#playground/page/state/store.ts'
import { connectDialog, tourOpen } from '#playground/page/welcome/open.ts'
import { channelIcon } from './channel-icon.ts'
import { texts } from '#playground/page/texts/texts.ts'

export function ChannelHeader() {
  const here = channel.value
  if (here === undefined) return null
  return (
    <header class="channel-header">
      <button
        type="button"
        class="icon-button for-narrow"
        aria-label={texts.channels.list}
        aria-expanded={listOpen.value}
        onClick={() => (listOpen.value = !listOpen.value)}
      >
        <Icon name="menu" size={24} />
      </button>
      <h1>
        {here.kind === 'dm' ? (
          <Avatar userId={snapshot.value?.bot.id ?? ''} size={24} />
        ) : (
          <Icon name={channelIcon(here)} size={24} />
        )}
        {here.name}
      </h1>
      {here.topic !== null && <p class="topic">{texts.topics[here.name] ?? here.topic}</p>}
      <div class="header-tools">
        <HeaderButton
          icon="tour"
          label={texts.header.tour}
          isOn={tourOpen.value}
          onClick={() => (tourOpen.value = !tourOpen.value)}
        />
        <HeaderButton
          icon="plug"
          label={texts.header.connect}
          isOn={false}
          onClick={() => (connectDialog.value = true)}
        />
        <HeaderButton
          icon="code"
          label={texts.header.drawer}
          isOn={drawerOpen.value}
          onClick={toggleDrawer}
        />
      </div>
    </header>
  )
}

function HeaderButton(given: {
  icon: 'tour' | 'plug' | 'code'
  label: string
  isOn: boolean
  onClick: () => void
}) {
  return (
    <button
      type="button"
      class={`icon-button ${given.isOn ? 'on' : ''}`}
      aria-label={given.label}
      title={given.label}
      aria-pressed={given.isOn}
      onClick={given.onClick}
    >
      <Icon name={given.icon} size={22} />
    </button>
  )
}
