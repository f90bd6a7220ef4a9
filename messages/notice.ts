import { shorten } from './escape.ts'
import { contentMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'

/**
 * A message that only says something: refusals, failures. It replaces everything that the message held. What it quotes is cut
 * where it is quoted; should all of it still be more than a message holds, its end is missing, rather than all of it.
 */
export function notice(content: string): MessageBody {
  return {
    content: shorten(content, contentMaxLength),
    embeds: [],
    attachments: [],
    components: [],
    allowed_mentions: { parse: [] },
  }
}

/** A moment as each reader's Discord shows it: "in 3 hours" (docs.discord.com: reference#message-formatting-timestamp-styles). */
export function relativeTime(moment: Date): string {
  return `<t:${Math.floor(moment.getTime() / 1000)}:R>`
}
