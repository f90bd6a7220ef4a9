import type { House } from './house.ts'

export type Person = ReturnType<House['person']>
export type SeenMessage = Awaited<ReturnType<Person['sees']>>

/** A message that shows a finished picture. */
export function isDone(message: SeenMessage): boolean {
  return message.buttons.some(({ label }) => label === 'Reroll')
}
