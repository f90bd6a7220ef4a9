import type { APIEmbed } from 'discord-api-types/v10'
import { page } from './embed.ts'
import { shorten, typed } from './escape.ts'
import type { MessageBody } from './message-body.ts'
import { examplesModel, examplesSteps, type PromptExample, promptExamples } from './prompt-examples.ts'
import { textsFor } from './texts/texts.ts'

/** What is shown with a picture, in this order. */
export const shownExamples = ['weights', 'changes', 'parts'] as const satisfies PromptExample[]

const examplesShown = 3
const exampleMaxLength = 150
const nameMaxLength = 60
/** They fit into a field of 1,024 characters, with a sentence before them. */
const namesShown = 12

export interface PromptsHelp {
  models: readonly { world?: { examples: string[] } | undefined }[]
  /** Names of those there are here. */
  embeddings: readonly string[]
  wildcards: readonly string[]
  locale: string
}

/**
 * `/help topic: prompts`: weights, schedules and parts, each with pictures that its prompts painted; embeddings and wildcards, those there
 * are; and examples that a model here paints. The pictures are its files, in the order of `shownExamples`.
 */
export function promptsHelpMessage({ models, embeddings, wildcards, locale }: PromptsHelp): MessageBody {
  const { prompts, overview } = textsFor(locale)
  const { help } = prompts
  const tried = models
    .flatMap(({ world }) => world?.examples ?? [])
    .slice(0, examplesShown)
    .map((prompt, index, all) => `\`/imagine\` ${typed(dressed(prompt, index, all), exampleMaxLength)}`)
  const listed = (names: readonly string[]) => {
    const shown = names.slice(0, namesShown).map((name) => inCode(name))
    const left = names.length - shown.length
    return `${shown.join(', ')}${left > 0 ? ` ${overview.queue.more(left)}` : ''}`
  }
  const of = (text: string, names: readonly string[], none: string) =>
    names.length === 0 ? `${text} ${none}` : `${text}\n${listed(names)}`
  const first = page({ title: help.title, lines: [help.intro] })
  const last = page({
    lines: [],
    sections: [
      { name: help.embeddings, value: of(help.embeddingsText, embeddings, help.noEmbeddings) },
      {
        name: help.wildcards,
        value: of(
          help.wildcardsText,
          wildcards.map((name) => `__${name}__`),
          help.noWildcards,
        ),
      },
      ...(tried.length > 0 ? [{ name: help.examples, value: tried.join('\n') }] : []),
    ],
  })
  const pictured = shownExamples.map((name): APIEmbed => {
    const { seed } = promptExamples[name]
    const numbered = promptExamples[name].prompts.map((prompt, index) => `${index + 1}\\. \`${prompt}\``)
    const [embed] = page({
      title: help[name],
      lines: [help[`${name}Text`], '', ...numbered],
    }).embeds
    return {
      ...embed,
      image: { url: `attachment://${name}.webp` },
      footer: { text: help.paintedBy(examplesModel, examplesSteps, seed) },
    }
  })
  return {
    ...first,
    embeds: [...first.embeds, ...pictured, ...last.embeds],
    attachments: shownExamples.map((name, id) => ({
      id,
      filename: `${name}.webp`,
      description: help.alt[name],
    })),
  }
}

/** A name as code, in which nothing is markup. */
function inCode(name: string): string {
  return `\`${shorten(name.replaceAll('`', 'ˋ'), nameMaxLength)}\``
}

/** An example with what the page speaks of: its subject weighed, its style from half of the steps on, its subject in turns with another's. */
function dressed(prompt: string, index: number, all: readonly string[]): string {
  const [first = '', ...rest] = prompt.split(/,\s*/)
  const others = rest.length === 0 ? '' : `, ${rest.join(', ')}`
  if (index === 0) return `(${first}:1.3)${others}`
  if (index === 1) return `${first}${others === '' ? '' : `, [${rest.join(', ')}:0.5]`}`
  const [another] = (all[0] ?? '').split(/,\s*/)
  return `[${first}|${another}]${others}`
}
