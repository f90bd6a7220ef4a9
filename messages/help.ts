import { linesWithin, page } from './embed.ts'
import { typed } from './escape.ts'
import { embedFieldMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { textsFor } from './texts/texts.ts'

const nameMaxLength = 80

const list = (commands: { name: string; does: string }[]) =>
  commands.map(({ name, does }) => `\`${name}\`: ${does}`)

/** `/help`: the commands, how to ask well, and the models there are. */
export function helpMessage(help: {
  models: { name: string; width: number; height: number; steps: number }[]
  /** Whether the reader may change the server. */
  admin: boolean
  locale: string
}): MessageBody {
  const { overview } = textsFor(help.locale)
  const texts = overview.help
  const models = help.models.map(({ name, width, height, steps }) =>
    texts.model(typed(name, nameMaxLength), `${width}×${height}`, steps),
  )
  return page({
    title: texts.title,
    lines: [texts.intro, '', ...list(texts.commands)],
    sections: [
      ...(help.admin ? [{ name: texts.admin, value: list(texts.adminCommands).join('\n') }] : []),
      { name: texts.tips, value: texts.tipsText },
      {
        name: texts.models,
        value:
          models.length === 0
            ? texts.noModels
            : linesWithin(models, embedFieldMaxLength, overview.queue.more),
      },
    ],
  })
}
