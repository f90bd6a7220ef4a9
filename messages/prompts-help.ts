import { page } from './embed.ts'
import { typed } from './escape.ts'
import type { MessageBody } from './message-body.ts'
import { textsFor } from './texts/texts.ts'

const examplesShown = 3
const exampleMaxLength = 150

/** `/help topic: prompts`: weights, schedules, parts and embeddings, with examples that a model here paints. */
export function promptsHelpMessage({
  models,
  locale,
}: {
  models: readonly { world?: { examples: string[] } | undefined }[]
  locale: string
}): MessageBody {
  const { help } = textsFor(locale).prompts
  const examples = models
    .flatMap(({ world }) => world?.examples ?? [])
    .slice(0, examplesShown)
    .map((prompt, index) => `\`/imagine\` ${typed(dressed(prompt, index), exampleMaxLength)}`)
  return page({
    title: help.title,
    lines: [help.intro],
    sections: [
      { name: help.weights, value: help.weightsText },
      { name: help.changes, value: help.changesText },
      { name: help.parts, value: help.partsText },
      { name: help.embeddings, value: help.embeddingsText },
      ...(examples.length > 0 ? [{ name: help.examples, value: examples.join('\n') }] : []),
    ],
  })
}

/** An example with what the page speaks of: its first word weighed, or taken turns with another. */
function dressed(prompt: string, index: number): string {
  const [first = '', ...rest] = prompt.split(/,\s*/)
  const others = rest.length === 0 ? '' : `, ${rest.join(', ')}`
  if (index === 0) return `(${first}:1.3)${others}`
  if (index === 1) return `${first}${others === '' ? '' : `, [${rest.join(', ')}:0.5]`}`
  return `[${first}|cat]${others}`
}
