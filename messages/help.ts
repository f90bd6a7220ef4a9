import { linesWithin, page } from './embed.ts'
import { shorten, typed } from './escape.ts'
import { embedFieldMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { textsFor } from './texts/texts.ts'

const nameMaxLength = 80
const worldsShown = 3
const examplesShown = 2
const exampleMaxLength = 150
const wordsMaxLength = 150

/** `/help`: the commands, how to ask well, and the models there are. */
export function helpMessage(help: {
  models: {
    name: string
    width: number
    height: number
    steps: number
    world?: { words: string[][]; examples: string[] } | undefined
  }[]
  /** Whether the reader may change the server. */
  admin: boolean
  locale: string
}): MessageBody {
  const { overview, speeds } = textsFor(help.locale)
  const texts = overview.help
  const list = (commands: { name: string; does: string }[]) =>
    commands.map(({ name, does }) => texts.entry(`\`${name}\``, does))
  const models = help.models.map(({ name, width, height, steps }) =>
    texts.model(typed(name, nameMaxLength), `${width}×${height}`, steps),
  )
  // A model that knows few words names them: it can't paint others.
  const worlds = help.models.flatMap(({ name, world }) => {
    if (world === undefined) return []
    const examples = world.examples
      .slice(0, examplesShown)
      .map((prompt) => texts.example(typed(prompt, exampleMaxLength)))
    const words = world.words.map((group) => typed(group.join(', '), wordsMaxLength))
    const value = linesWithin([...words, ...examples], embedFieldMaxLength, overview.queue.more)
    return [{ name: texts.knows(shorten(name, nameMaxLength)), value }]
  })
  return page({
    title: texts.title,
    lines: [texts.intro, '', ...list(texts.commands)],
    sections: [
      ...(help.admin ? [{ name: texts.admin, value: list(texts.adminCommands).join('\n') }] : []),
      { name: texts.buttons, value: texts.buttonsText },
      { name: texts.tips, value: texts.tipsText },
      { name: speeds.help, value: speeds.helpText },
      {
        name: texts.models,
        value:
          models.length === 0
            ? texts.noModels
            : linesWithin(models, embedFieldMaxLength, overview.queue.more),
      },
      ...worlds.slice(0, worldsShown),
    ],
  })
}
