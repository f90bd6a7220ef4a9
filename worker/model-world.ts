import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ModelFacts } from '#core/model-facts.ts'
import { wordsOf } from '#core/unknown-words.ts'

const worldFile = z.object({
  words: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
  examples: z.array(z.string()),
})

/** The words that a small model knows, from its `world.json`; most models have none. */
export async function readModelWorld(folder: string): Promise<ModelFacts['world']> {
  const text = await readFile(join(folder, 'world.json'), 'utf8').catch(() => undefined)
  const parsed = worldFile.safeParse(text === undefined ? undefined : JSON.parse(text))
  if (!parsed.success) return undefined
  const { words, examples } = parsed.data
  const groups = Object.values(words)
  const phrases = groups.flatMap((group) => [...Object.keys(group), ...Object.values(group).flat()])
  const seen = new Set([...phrases, ...examples].flatMap(wordsOf))
  return { words: groups.map((group) => Object.keys(group)), examples, seen: [...seen] }
}
