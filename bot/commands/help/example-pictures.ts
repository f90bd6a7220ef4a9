import { readFile } from 'node:fs/promises'
import type { PictureFile } from '#delivery/discord-api.ts'
import type { PromptExample } from '#messages/prompt-examples.ts'

/** `paint-examples.ts` makes them. */
export function exampleFile(name: PromptExample): URL {
  return new URL(`pictures/${name}.webp`, import.meta.url)
}

/** As a message's files, in the order of the names. */
export function examplePictures(names: readonly PromptExample[]): Promise<PictureFile[]> {
  return Promise.all(
    names.map(async (name) => ({
      name: `${name}.webp`,
      contentType: 'image/webp',
      data: await readFile(exampleFile(name)),
    })),
  )
}
