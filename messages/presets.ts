import type { Preset } from '#core/presets.ts'
import { linesWithin, page } from './embed.ts'
import { typed } from './escape.ts'
import { embedFieldMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { textsFor } from './texts/texts.ts'

const nameShown = 80
const styleShown = 120

/** `/preset list`: what there is, whose it is, and which one is taken by itself. */
export function presetListMessage(list: {
  yours: readonly Preset[]
  servers: readonly Preset[]
  shipped: readonly Preset[]
  inUse: string | null
  locale: string
}): MessageBody {
  const { presets: texts, overview, speeds } = textsFor(list.locale)
  const section = (name: string, presets: readonly Preset[]) => {
    const lines = presets.map(({ name: title, style, steps, speed }) => {
      const costs = [
        ...(steps === undefined ? [] : [texts.steps(steps)]),
        ...(speed === undefined ? [] : [speeds.names[speed]]),
      ]
      const cost = costs.length === 0 ? '' : ` (${costs.join(', ')})`
      return `**${typed(title, nameShown)}**${cost}: ${typed(style, styleShown)}`
    })
    return { name, value: linesWithin(lines, embedFieldMaxLength, (count) => overview.queue.more(count)) }
  }
  return page({
    title: texts.title,
    lines: list.inUse === null ? [] : [texts.current(typed(list.inUse, nameShown))],
    sections: [
      list.yours.length === 0 ? { name: texts.yours, value: texts.none } : section(texts.yours, list.yours),
      ...(list.servers.length === 0 ? [] : [section(texts.server, list.servers)]),
      section(texts.shipped, list.shipped),
    ],
  })
}
