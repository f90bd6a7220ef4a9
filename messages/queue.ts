import type { Place, QueueOutlook } from '#core/queue-outlook.ts'
import { linesWithin, page } from './embed.ts'
import { typed } from './escape.ts'
import { embedFieldMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { formatWait } from './numbers.ts'
import { textsFor } from './texts/texts.ts'

/** Model names are folder names: cut where an operator's is absurdly long. */
const nameMaxLength = 80
const modelsShown = 15

/** `/queue`: what waits and runs, the person's own places, and the expected waits. */
export function queueMessage(outlook: QueueOutlook, locale: string): MessageBody {
  const texts = textsFor(locale).overview.queue
  const models = outlook.models.map(({ model, waiting, painting }) =>
    texts.model(typed(model, nameMaxLength), waiting, painting),
  )
  const place = ({ position, secondsLeft }: Pick<Place, 'position' | 'secondsLeft'>) => {
    const wait = secondsLeft === null ? '' : texts.wait(formatWait(secondsLeft, locale))
    return position === 0 ? texts.painting(wait) : texts.position(position, wait)
  }
  const own = outlook.own.map((request) => `${typed(request.model, nameMaxLength)}: ${place(request)}`)
  return page({
    title: texts.title,
    lines: [
      ...(models.length === 0 ? [texts.empty] : models.slice(0, modelsShown)),
      ...(models.length > modelsShown ? [texts.more(models.length - modelsShown)] : []),
      outlook.painters === 0 ? texts.noPainter : texts.painters(outlook.painters),
    ],
    sections: [
      {
        name: texts.yours,
        value:
          own.length === 0
            ? texts.noneOfYours
            : linesWithin(own, embedFieldMaxLength, (count) => texts.more(count)),
      },
    ],
  })
}
