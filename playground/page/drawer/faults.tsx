import { useState } from 'preact/hooks'
import type { FaultName } from '#playground/server/faults.ts'
import { makeFault } from '#playground/page/state/act.ts'
import { markTried } from '#playground/page/state/done.ts'
import { snapshot } from '#playground/page/state/store.ts'
import { texts } from '#playground/page/texts/texts.ts'

const faults = [
  'killWorker',
  'dropGateway',
  'rateLimit',
  'serverErrors',
  'slow',
  'lostAnswer',
  'expireTokens',
  'clear',
] as const

export function Faults() {
  const [said, setSaid] = useState('')
  const press = async (name: FaultName) => {
    if (name !== 'clear') markTried('faults')
    const made = await makeFault(name)
    setSaid(made ? texts.faults[name].done : texts.drawer.noWorker)
  }
  return (
    <>
      <p class="drawer-note">{texts.drawer.aboutFaults}</p>
      <ul class="faults">
        {faults.map((name) => (
          <li key={name}>
            <button
              type="button"
              class={`button ${name === 'clear' ? 'secondary' : 'danger'}`}
              disabled={name === 'killWorker' && snapshot.value?.hasBackstage !== true}
              onClick={() => void press(name)}
            >
              {texts.faults[name].label}
            </button>
            <span>{texts.faults[name].promise}</span>
          </li>
        ))}
      </ul>
      <p class="drawer-note" role="status">
        {said}
      </p>
    </>
  )
}
