import type { PaintSettings } from '#core/generation.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { unknownWords } from '#core/unknown-words.ts'
import { extraNetworksNamed } from '#db/extra-networks.ts'
import { typed } from '#messages/escape.ts'
import type { Texts } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { spokenTextsOf } from '#request/read-prompt.ts'

const mostWords = 12
const wordShown = 40
const modelShown = 80

/** From this many times the pixels on that a model learned from, it paints things twice. */
const muchLarger = 2
/** The same for one side, in a picture of the usual area. */
const muchLonger = 2.5

type Asked = Pick<PaintSettings, 'prompt' | 'steps' | 'promptSyntax' | 'width' | 'height' | 'start'>

/** What of a request the model has never seen, a sentence each: words, where it says which it knows, and a size. */
export async function unfamiliarTo(
  model: ModelFacts,
  asked: readonly Asked[],
  deps: Pick<BotDeps, 'db'>,
  texts: Texts,
): Promise<string[]> {
  const name = typed(model.name, modelShown)
  const words = await wordsUnknownTo(model, asked, deps)
  const listed = words.slice(0, mostWords).map((word) => typed(word, wordShown))
  const far = asked.find((one) => isFarFrom(one, model))
  return [
    ...(words.length === 0
      ? []
      : [texts.notes.unknownWords(name, listed.join(', '), words.length - listed.length)]),
    ...(far === undefined
      ? []
      : [texts.notes.farSize(`${far.width}×${far.height}`, `${model.width}×${model.height}`, name)]),
  ]
}

/** LoRAs teach a model words, and embeddings are words of their own. */
async function wordsUnknownTo(
  { world }: ModelFacts,
  asked: readonly Asked[],
  { db }: Pick<BotDeps, 'db'>,
): Promise<string[]> {
  if (world?.seen === undefined || asked.some(({ prompt }) => prompt.includes('<lora:'))) return []
  const words = unknownWords(
    asked.flatMap((one) => spokenTextsOf(one)),
    world.seen,
  )
  if (words.length === 0) return []
  const embeddings = new Set(
    (await extraNetworksNamed(db, 'embedding', words)).map(({ name }) => name.toLowerCase()),
  )
  return words.filter((word) => !embeddings.has(word))
}

/** A start image holds a large picture together. */
function isFarFrom({ width, height, start }: Asked, model: ModelFacts): boolean {
  if (start !== null) return false
  const longest = Math.max(width, height) / Math.max(model.width, model.height)
  return width * height > muchLarger * model.width * model.height || longest > muchLonger
}
