import type { Clock } from '#core/clock.ts'
import type { DiscordGeneration } from '#db/discord-generation.ts'
import type { MessageBody } from '#messages/message-body.ts'
import type { DiscordApi } from './discord-api.ts'
import { interactionOf } from './generation-message.ts'
import { findByButtons } from './find-by-buttons.ts'

/**
 * Posts the waiting message of a generation that was confirmed from a draft: the confirmation's own answer is a private word,
 * so each of its generations gets a message of its own. Can be repeated: it never posts twice.
 * @param mayBeThere whether an earlier attempt may have posted the message, so that the channel is searched for it first
 * @returns the message's id
 */
export async function postWaiting(
  api: DiscordApi,
  generation: DiscordGeneration,
  body: MessageBody,
  mayBeThere: boolean,
): Promise<string> {
  const there = mayBeThere ? await findByButtons(api, generation, body, generation.createdAt) : undefined
  return there ?? api.postMessage(generation.channelId, body, nonceOf(generation))
}

/** At most 25 characters, and different from the nonce of the message that shows the finished picture. */
function nonceOf({ id }: DiscordGeneration): string {
  return `w${id.replaceAll('-', '').slice(0, 24)}`
}

/**
 * The same where a server's pictures are private: a follow-up of the confirmation. Its id is known from Discord's answer alone:
 * a private message can't be searched for.
 */
export async function postWaitingPrivately(
  { api, clock }: { api: DiscordApi; clock: Clock },
  generation: DiscordGeneration,
  body: MessageBody,
): Promise<string> {
  const interaction = interactionOf(generation, clock.now())
  if (interaction === undefined) throw new Error('the token of a confirmation is gone')
  return api.followUpPrivately(interaction, body)
}
