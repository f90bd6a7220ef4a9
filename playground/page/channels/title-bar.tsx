import { DragonWing } from '#playground/page/parts/avatar.tsx'
import { channel, snapshot } from '#playground/page/state/store.ts'
import { Bubble } from './server-rail.tsx'
import { texts } from '#playground/page/texts/texts.ts'

/** The strip at the top of the window with the channel's name. Screen readers skip it: the headings below say the same. */
export function TitleBar() {
  const isDirect = channel.value?.kind === 'dm'
  return (
    <div class="title-bar" aria-hidden="true">
      {isDirect ? <Bubble /> : <DragonWing />}
      {isDirect ? texts.channels.direct : snapshot.value?.guild?.name}
    </div>
  )
}
