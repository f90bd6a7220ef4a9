import { Icon } from '#playground/page/parts/icon.tsx'
import { channelId, snapshot } from '#playground/page/state/store.ts'
import { isOfAge } from './open.ts'
import { texts } from '#playground/page/texts/texts.ts'

/** As Discord asks before an age-restricted channel: https://support.discord.com/hc/en-us/articles/115000084051 */
export function AgeGate() {
  const leave = () => {
    const open = snapshot.value?.channels.find(({ nsfw }) => !nsfw)
    if (open !== undefined) channelId.value = open.id
  }
  return (
    <div class="age-gate">
      <span class="start-icon">
        <Icon name="warning" size={42} />
      </span>
      <h2>{texts.ageGate.title}</h2>
      <p>{texts.ageGate.text}</p>
      <div class="age-gate-answers">
        <button type="button" class="button secondary" onClick={leave}>
          {texts.ageGate.no}
        </button>
        <button type="button" class="button danger" onClick={() => (isOfAge.value = true)}>
          {texts.ageGate.yes}
        </button>
      </div>
    </div>
  )
}
