import { useEffect } from 'preact/hooks'
import { ChannelHeader } from './channels/channel-header.tsx'
import { ChannelList } from './channels/channel-list.tsx'
import { MemberList } from './channels/member-list.tsx'
import { ServerRail } from './channels/server-rail.tsx'
import { TitleBar } from './channels/title-bar.tsx'
import { Drawer } from './drawer/drawer.tsx'
import { InputBar } from './input/input-bar.tsx'
import { Lightbox } from './message/lightbox.tsx'
import { MessageList } from './message/message-list.tsx'
import { Modal } from './modal/modal.tsx'
import { channel, connected, listOpen, snapshot, toast } from './state/store.ts'
import { AgeGate } from './welcome/age-gate.tsx'
import { Banner } from './welcome/banner.tsx'
import { ConnectDialog } from './welcome/connect-dialog.tsx'
import { isOfAge } from './welcome/open.ts'
import { Tour } from './welcome/tour.tsx'
import { texts } from '#playground/page/texts/texts.ts'

export function App() {
  const known = snapshot.value
  useEffect(() => {
    const here = channel.value
    if (known && here)
      document.title = `${here.kind === 'dm' ? '@' : '#'}${here.name} · ${known.me.name} · Playground`
  }, [known, channel.value])
  if (known === null)
    return (
      <div class="connecting" role="status">
        {texts.connecting}
      </div>
    )
  return (
    <div class={`page ${listOpen.value ? 'list-open' : ''}`}>
      <TitleBar />
      <Banner />
      <div class="columns">
        <div class="navigation">
          <ServerRail />
          <ChannelList />
        </div>
        {listOpen.value && (
          <button
            type="button"
            class="shade"
            aria-label={texts.channels.closeList}
            onClick={() => (listOpen.value = false)}
          />
        )}
        <div class="channel-view">
          <ChannelHeader />
          <div class="channel-columns">
            <main aria-label={channel.value?.name ?? texts.channels.channel}>
              {channel.value?.nsfw === true && !isOfAge.value ? (
                <AgeGate />
              ) : (
                <>
                  <MessageList />
                  <InputBar />
                </>
              )}
              {!connected.value && (
                <div class="offline-note" role="status">
                  {texts.offline}
                </div>
              )}
            </main>
            <MemberList />
          </div>
          <Tour />
        </div>
        <Drawer />
      </div>
      <Modal />
      <Lightbox />
      <ConnectDialog />
      <div class="toast" role="alert" hidden={toast.value === ''}>
        {toast.value}
      </div>
    </div>
  )
}
