import { Icon } from '#playground/page/parts/icon.tsx'
import { channelId, snapshot } from '#playground/page/state/store.ts'
import { isOfAge } from './open.ts'

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
      <h2>Age-Restricted Channel</h2>
      <p>
        You must be 18 or older to view this channel. Are you of age, and willing to see adult content? Here
        it is only a channel with that flag, to see how the bot treats it.
      </p>
      <div class="age-gate-answers">
        <button type="button" class="button secondary" onClick={leave}>
          Nope
        </button>
        <button type="button" class="button danger" onClick={() => (isOfAge.value = true)}>
          I am over 18
        </button>
      </div>
    </div>
  )
}
