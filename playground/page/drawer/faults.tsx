import { useState } from 'preact/hooks'
import type { FaultName } from '#playground/server/faults.ts'
import { makeFault } from '#playground/page/state/act.ts'
import { markTried } from '#playground/page/state/done.ts'
import { snapshot } from '#playground/page/state/store.ts'

const faults: [name: FaultName, label: string, promise: string][] = [
  [
    'killWorker',
    'Kill the worker',
    'A picture that is being painted is painted again: it arrives once and costs once.',
  ],
  ['dropGateway', 'Drop the gateway', 'The bot connects again and misses nothing that was acknowledged.'],
  ['rateLimit', 'Answer 429', 'Progress gets slower; the picture is not lost.'],
  ['serverErrors', 'Answer 500', 'A step or two is not shown; the picture is sent until it has arrived.'],
  ['slow', 'Slow edits', 'Steps that are out of date by then are left out; the painting does not wait.'],
  ['lostAnswer', 'Lose an answer', 'The bot looks whether its message is there before it goes on.'],
  [
    'expireTokens',
    'Expire the tokens',
    'A picture that is late goes into its message by the channel’s own route.',
  ],
  ['clear', 'Stop all this', 'Faults that wait for their request are forgotten.'],
]

export function Faults() {
  const [said, setSaid] = useState('')
  const press = async (name: FaultName) => {
    if (name !== 'clear') markTried('faults')
    setSaid(await makeFault(name))
  }
  return (
    <>
      <p class="drawer-note">
        Each of these goes wrong with real Discords and real machines. Start a picture, then press.
      </p>
      <ul class="faults">
        {faults.map(([name, label, promise]) => (
          <li key={name}>
            <button
              type="button"
              class={`button ${name === 'clear' ? 'secondary' : 'danger'}`}
              disabled={name === 'killWorker' && snapshot.value?.hasBackstage !== true}
              onClick={() => void press(name)}
            >
              {label}
            </button>
            <span>{promise}</span>
          </li>
        ))}
      </ul>
      <p class="drawer-note" role="status">
        {said}
      </p>
    </>
  )
}
