import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10'
import { shorten } from './escape.ts'
import { embedDescriptionMaxLength, embedFieldMaxLength, embedsMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'

/** Discord's blurple. */
const colour = 0x5865f2

export interface Section {
  name: string
  value: string
  inline?: boolean
}

/**
 * A page of text: perhaps a title, some lines, and sections under them. Long parts are shortened; the whole stays within the
 * 6,000 characters of a message's embeds because descriptions here get at most half of what Discord allows.
 */
export function page(content: { title?: string; lines: string[]; sections?: Section[] }): MessageBody {
  const description = shorten(content.lines.join('\n'), embedDescriptionMaxLength / 2)
  const { title = '', sections = [] } = content
  const budget = Math.floor(
    (embedsMaxLength - title.length - description.length) / Math.max(1, sections.length),
  )
  const embed: APIEmbed = {
    color: colour,
    ...(title === '' ? {} : { title }),
    ...(description === '' ? {} : { description }),
    fields: sections.map(({ name, value, inline = false }): APIEmbedField => {
      const room = Math.min(embedFieldMaxLength, budget - name.length)
      // Discord refuses a field without text.
      return { name, value: value.trim() === '' ? '–' : shorten(value, room), inline }
    }),
  }
  return { content: '', embeds: [embed], attachments: [], components: [], allowed_mentions: { parse: [] } }
}

/** As many lines as fit, and a last one that says how many are missing: never half a line. */
export function linesWithin(lines: string[], length: number, more: (count: number) => string): string {
  if (lines.join('\n').length <= length) return lines.join('\n')
  let kept = lines.length
  const text = () => [...lines.slice(0, kept), more(lines.length - kept)].join('\n')
  while (kept > 0 && text().length > length) kept -= 1
  return text()
}
