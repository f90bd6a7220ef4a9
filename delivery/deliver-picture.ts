import type { Clock } from '#core/clock.ts'
import type { Logger } from '#core/logger.ts'
import type { Generation } from '#db/schema.ts'
import type { MessageBody } from '#messages/message-body.ts'
import type { DiscordApi, InteractionHandle, PictureFile } from './discord-api.ts'
import { isForbidden, isMessageDeleted, isTokenGone, needsNewMessage } from './discord-errors.ts'

/** Discord's clock and Postgres' may differ by this much. */
const clockDifferenceMs = 60_000
/** An interaction token that dies within this time is not relied on any more. */
const tokenMarginMs = 20_000

/** How to reach the message of a generation by its interaction; undefined once the token is of no use. */
export function interactionOf(generation: Generation, now: Date): InteractionHandle | undefined {
  const { interactionToken: token, applicationId, idempotencyKey: id } = generation
  if (token === null) return undefined
  if (generation.interactionExpiresAt.getTime() - now.getTime() < tokenMarginMs) return undefined
  return { applicationId, id, token }
}

/**
 * Edits the generation's message, by its interaction token while that lives, then by the channel route with the bot's
 * token. Both can be repeated without harm.
 * @returns false when somebody deleted the message: there is nothing to edit and nothing to do.
 */
export async function editGenerationMessage(
  { api, clock }: { api: DiscordApi; clock: Clock },
  generation: Generation,
  body: MessageBody,
  files: PictureFile[] = [],
): Promise<boolean> {
  const interaction = interactionOf(generation, clock.now())
  try {
    if (interaction !== undefined) {
      try {
        await api.editOriginal(interaction, body, files)
        return true
      } catch (error) {
        if (!isTokenGone(error)) throw error
      }
    }
    if (generation.messageId === null) throw new Error(`generation ${generation.id} has no message to edit`)
    await api.editMessage(generation.channelId, generation.messageId, body, files)
    return true
  } catch (error) {
    if (isMessageDeleted(error)) return false
    throw error
  }
}

/**
 * Puts how a generation ended into its message: the picture, or a word. Where Discord refuses the edit because the message is
 * too old, a new one is posted, once.
 * @returns the id of the message that shows it
 */
export async function editOrPost(
  ports: { api: DiscordApi; clock: Clock; logger: Logger },
  generation: Generation,
  body: MessageBody,
  files: PictureFile[] = [],
): Promise<string> {
  try {
    const there = await editGenerationMessage(ports, generation, body, files)
    if (!there)
      ports.logger.info({ generation: generation.id }, 'the message was deleted before its end came')
    return generation.messageId ?? ''
  } catch (error) {
    if (!needsNewMessage(error)) throw error
    const posted = await findPosted(ports.api, generation, body)
    return posted ?? ports.api.postMessage(generation.channelId, body, nonceOf(generation), files)
  }
}

/**
 * Discord remembers a nonce for minutes only. An attempt that was lost later than that may have posted: its message is known
 * by its buttons, among those that came since the picture was painted.
 */
async function findPosted(
  api: DiscordApi,
  { applicationId, attempt, channelId, paintedAt }: Generation,
  body: MessageBody,
): Promise<string | undefined> {
  const [button] = customIdsOf(body.components)
  if (attempt < 2 || paintedAt === null || button === undefined) return undefined
  try {
    const since = new Date(paintedAt.getTime() - clockDifferenceMs)
    const messages = await api.messagesSince(channelId, since)
    const ours = messages.find(
      ({ author, components = [] }) =>
        author.id === applicationId && customIdsOf(components).includes(button),
    )
    return ours?.id
  } catch (error) {
    // Without Read Message History there is only the nonce.
    if (isForbidden(error)) return undefined
    throw error
  }
}

/** Those of buttons and menus, wherever they stand in a message's tree of components. */
function customIdsOf(components: unknown): string[] {
  return [...JSON.stringify(components).matchAll(/"custom_id":"([^"]+)"/g)].flatMap(([, id]) => id ?? [])
}

/** Discord's nonces have at most 25 characters: the id's first 24 hex digits. */
function nonceOf(generation: Generation): string {
  return generation.id.replaceAll('-', '').slice(0, 24)
}
