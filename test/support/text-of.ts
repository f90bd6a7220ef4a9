import type { SeenMessage } from './seen.ts'

/** Everything that a message says, its embeds included. */
export function textOf({ content, embeds }: Pick<SeenMessage, 'content' | 'embeds'>): string {
  const said = embeds.flatMap(({ title, description, fields = [] }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ])
  return [content, ...said].filter((text) => text !== undefined).join('\n')
}
