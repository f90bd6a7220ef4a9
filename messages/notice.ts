import type { MessageBody } from './message-body.ts'

/** A message that only says something: refusals, failures. It takes the place of whatever the message held. */
export function notice(content: string): MessageBody {
  return { content, embeds: [], attachments: [], components: [], allowed_mentions: { parse: [] } }
}

/** A moment as each reader's Discord shows it: "in 3 hours" (docs.discord.com: reference#message-formatting-timestamp-styles). */
export function relativeTime(moment: Date): string {
  return `<t:${Math.floor(moment.getTime() / 1000)}:R>`
}
