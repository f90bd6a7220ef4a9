import { userNamed } from '#playground/page/state/store.ts'

/** Our bot's own face, or a person's initial in their colour. Decoration: the name stands beside it. */
export function Avatar({ userId, size = 40 }: { userId: string; size?: number }) {
  const user = userNamed(userId)
  return (
    <span
      class={`avatar avatar-${user?.key ?? 'other'}`}
      style={{ '--size': `${size}px` }}
      aria-hidden="true"
    >
      {user?.bot === true ? <DragonWing /> : (user?.name ?? '?').slice(0, 1)}
    </span>
  )
}

export function DragonWing() {
  return (
    <svg viewBox="0 0 64 64" focusable="false">
      <path d="M10 40C12 22 24 14 34 12c-3 5-3 9-1 12 6-4 13-4 20 0-6 1-9 4-10 8 5-1 9 0 12 3-9-1-13 4-19 9-7 6-16 8-24 4 5 0 8-2 10-5-5 1-9 0-12-3z" />
    </svg>
  )
}
