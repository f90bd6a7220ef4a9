import type { PersonKey } from '#playground/server/world.ts'

/** Who this tab is: `?as=admin`. The server takes anything unknown for the member. */
export function personKey(): string {
  return new URLSearchParams(location.search).get('as') ?? 'member'
}

export function addressOf(key: PersonKey): string {
  return `?as=${key}`
}
