import { useState } from 'preact/hooks'
import { Icon } from '#playground/page/parts/icon.tsx'
import { toggleDrawer } from '#playground/page/state/connection.ts'
import { drawerOpen } from '#playground/page/state/store.ts'
import { Backstage } from './backstage.tsx'
import { Faults } from './faults.tsx'
import { Traffic } from './traffic.tsx'

const tabs = [
  ['traffic', 'Traffic'],
  ['faults', 'Faults'],
  ['backstage', 'Queue & rows'],
] as const

/** Behind the curtain: what the bot and Discord say to each other, and how to disturb them. */
export function Drawer() {
  const [tab, setTab] = useState<(typeof tabs)[number][0]>('traffic')
  if (!drawerOpen.value) return null
  return (
    <aside class="drawer" aria-label="Behind the curtain">
      <div class="drawer-head">
        <h2>Behind the curtain</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={toggleDrawer}>
          <Icon name="close" />
        </button>
      </div>
      <div class="tabs" role="tablist">
        {tabs.map(([key, label]) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`tab-${key}`}
            aria-selected={tab === key}
            aria-controls="drawer-panel"
            onClick={() => setTab(key)}
          >
            {label}
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
