import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '#playground/page/parts/icon.tsx'
import { toggleDrawer } from '#playground/page/state/connection.ts'
import { drawerOpen } from '#playground/page/state/store.ts'
import { Backstage } from './backstage.tsx'
import { Faults } from './faults.tsx'
import { Traffic } from './traffic.tsx'
import { texts } from '#playground/page/texts/texts.ts'

const tabs = ['traffic', 'faults', 'backstage'] as const

/** Behind the curtain: what the bot and Discord say to each other, and how to disturb them. */
export function Drawer() {
  const [tab, setTab] = useState<(typeof tabs)[number]>('traffic')
  const list = useRef<HTMLDivElement>(null)
  const isOpen = drawerOpen.value
  // On a phone the drawer covers the channel: it takes the focus, and gives it back when it closes.
  useLayoutEffect(() => {
    if (!isOpen) return undefined
    const before = document.activeElement
    list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [isOpen])
  if (!isOpen) return null
  // As tabs are operated: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
  const onTabKey = (event: KeyboardEvent) => {
    const at = tabs.indexOf(tab)
    const moves: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: tabs.length - 1,
    }
    const next = tabs.at((moves[event.key] ?? at) % tabs.length)
    if (!(event.key in moves) || next === undefined) return
    event.preventDefault()
    setTab(next)
    document.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <aside
      class="drawer"
      aria-label={texts.header.drawer}
      onKeyDown={(event) => {
        if (event.key === 'Escape') toggleDrawer()
      }}
    >
      <div class="drawer-head">
        <h2>{texts.header.drawer}</h2>
        <button type="button" class="icon-button" aria-label={texts.close} onClick={toggleDrawer}>
          <Icon name="close" />
        </button>
      </div>
      <div class="tabs" role="tablist" aria-label={texts.header.drawer} ref={list} onKeyDown={onTabKey}>
        {tabs.map((key) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`tab-${key}`}
            aria-selected={tab === key}
            aria-controls="drawer-panel"
            tabIndex={tab === key ? 0 : -1}
            onClick={() => setTab(key)}
          >
            {texts.drawer[key]}
          </button>
        ))}
      </div>
      <div class="drawer-panel" role="tabpanel" id="drawer-panel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {tab === 'traffic' && <Traffic />}
        {tab === 'faults' && <Faults />}
        {tab === 'backstage' && <Backstage />}
      </div>
    </aside>
  )
}
