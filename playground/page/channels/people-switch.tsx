import { useRef, useState } from 'preact/hooks'
import type { PersonView } from '#playground/server/protocol.ts'
import type { PersonKey } from '#playground/server/world.ts'
import { Avatar } from '#playground/page/parts/avatar.tsx'
import { Icon } from '#playground/page/parts/icon.tsx'
import { useDismiss } from '#playground/page/parts/use-dismiss.ts'
import { connect } from '#playground/page/state/connection.ts'
import { addressOf } from '#playground/page/state/person.ts'
import { connected, snapshot } from '#playground/page/state/store.ts'
import { texts } from '#playground/page/texts/texts.ts'
import { LanguageSwitch } from './language-switch.tsx'

const aboutOf = ({ key, tier }: PersonView) => texts.about[key](tier)

/** Shows and switches the person who uses this tab, at the place where Discord has one's own account. */
export function PeopleSwitch() {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const close = () => setOpen(false)
  useDismiss(root, isOpen, close)
  const known = snapshot.value
  if (known === null) return null
  const { me, people } = known
  const become = (key: PersonKey) => {
    history.pushState(null, '', addressOf(key))
    connect()
    close()
  }
  return (
    <div class="account" ref={root}>
      <button
        type="button"
        class="account-button"
        aria-haspopup="true"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span class={`presence ${connected.value ? 'online' : ''}`}>
          <Avatar userId={me.id} size={32} />
        </span>
        <span class="person-words">
          <span class="person-name">{me.name}</span>
          <span class="person-about">{connected.value ? aboutOf(me) : texts.connecting}</span>
        </span>
        <Icon name="people" />
        <span class="hidden-words">{texts.people.switch}</span>
      </button>
      {isOpen && (
        <div class="people" role="group" aria-label={texts.people.title}>
          <p>{texts.people.hint}</p>
          {people.map((person) => (
            <div key={person.key} class={`person ${person.key === me.key ? 'current' : ''}`}>
              <button type="button" aria-pressed={person.key === me.key} onClick={() => become(person.key)}>
                <Avatar userId={person.id} size={32} />
                <span class="person-words">
                  <span class="person-name">{person.name}</span>
                  <span class="person-about">{aboutOf(person)}</span>
                </span>
              </button>
              <a
                class="icon-button"
                href={addressOf(person.key)}
                target="_blank"
                rel="noopener"
                aria-label={texts.people.inOwnTab(person.name)}
                title={texts.people.ownTab}
              >
                <Icon name="link" size={18} />
              </a>
            </div>
          ))}
          <LanguageSwitch />
        </div>
      )}
    </div>
  )
}
