import type { UserView } from '#playground/server/protocol.ts'
import { Avatar } from '#playground/page/parts/avatar.tsx'
import { channel, snapshot } from '#playground/page/state/store.ts'
import { texts } from '#playground/page/texts/texts.ts'

/** The people of the server, in a column at the far right of a wide window. */
export function MemberList() {
  const known = snapshot.value
  if (known === null || channel.value?.kind !== 'text') return null
  const members = known.users.filter(({ member }) => member)
  const bots = members.filter(({ bot }) => bot)
  const people = members.filter(({ bot }) => !bot)
  return (
    <aside class="members" aria-label={texts.channels.members}>
      <Group title={texts.channels.bots} users={bots} isOnline={() => known.bot.online} />
      <Group title={texts.channels.online} users={people} isOnline={() => true} />
    </aside>
  )
}

function Group(given: { title: string; users: UserView[]; isOnline: (user: UserView) => boolean }) {
  return (
    <section>
      <h3>
        {given.title} — {given.users.length}
      </h3>
      <ul>
        {given.users.map((user) => (
          <li key={user.id} class={given.isOnline(user) ? '' : 'offline'}>
            <span class={`presence ${given.isOnline(user) ? 'online' : ''}`}>
              <Avatar userId={user.id} size={32} />
            </span>
            <span class={`author author-${user.key ?? 'other'}`}>{user.name}</span>
            {user.bot && <span class="app-tag">APP</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
