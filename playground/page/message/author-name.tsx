import { userNamed } from '#playground/page/state/store.ts'

export function AuthorName({ id, name, isBot }: { id: string; name: string; isBot: boolean }) {
  return (
    <>
      <span class={`author author-${userNamed(id)?.key ?? 'other'}`}>{name}</span>
      {isBot && <span class="app-tag">APP</span>}
    </>
  )
}
