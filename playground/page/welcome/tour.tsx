import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '#playground/page/parts/icon.tsx'
import { useDismiss } from '#playground/page/parts/use-dismiss.ts'
import { triedSteps } from '#playground/page/state/done.ts'
import { messages, snapshot } from '#playground/page/state/store.ts'
import { Examples } from './examples.tsx'
import { tourOpen } from './open.ts'
import { texts } from '#playground/page/texts/texts.ts'

/** A short list of what to try; what the channel shows as done is ticked. */
export function Tour() {
  const root = useRef<HTMLElement>(null)
  useDismiss(root, tourOpen.value, () => (tourOpen.value = false))
  useLayoutEffect(() => root.current?.focus(), [tourOpen.value])
  const known = snapshot.value
  if (!tourOpen.value || known === null) return null
  const pictures = Object.values(messages.value)
    .flat()
    .filter(({ embeds, components }) => embeds.some(({ image }) => image) && (components?.length ?? 0) > 0)
  const painters = new Set(pictures.map((message) => message.interaction_metadata?.user.id))
  const done = [
    pictures.length > 0,
    pictures.some(({ referenced_message: replied }) => replied),
    triedSteps.value.has('details'),
    painters.size > 1,
    triedSteps.value.has('tiers'),
    triedSteps.value.has('faults'),
  ]
  return (
    <section class="tour" ref={root} aria-label={texts.header.tour} tabIndex={-1}>
      <h2>{texts.header.tour}</h2>
      <ol>
        {texts.tour.steps.map(([title, text], index) => (
          <li key={title} class={done[index] === true ? 'done' : ''}>
            <span class="tick" aria-hidden="true">
              {done[index] === true && <Icon name="check" size={14} />}
            </span>
            <span>
              <strong>{title}</strong>
              {done[index] === true && <span class="hidden-words"> {texts.tour.done}</span>}
              <br />
              {text}
            </span>
          </li>
        ))}
      </ol>
      <Examples examples={known.examples} isReady={known.bot.online} />
    </section>
  )
}
