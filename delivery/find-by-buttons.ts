import type { DiscordGeneration } from '#db/discord-generation.ts'
import type { MessageBody } from '#messages/message-body.ts'
import type { DiscordApi } from './discord-api.ts'
import { isForbidden } from './discord-errors.ts'

/** Discord's clock and Postgres' may differ by this much. */
const clockDifferenceMs = 60_000

/**
 * Finds a message that may have been posted longer ago than Discord remembers a nonce (minutes): it is recognised by its first
 * button, among the messages posted since a moment.
 * @returns the message's id
 */
export async function findByButtons(
  api: DiscordApi,
  { applicationId, channelId }: Pick<DiscordGeneration, 'applicationId' | 'channelId'>,
  body: MessageBody,
  since: Date,
): Promise<string | undefined> {
  const [button] = customIdsOf(body.components)
  if (button === undefined) return undefined
  try {
    const messages = await api.messagesSince(channelId, new Date(since.getTime() - clockDifferenceMs))
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

/** The custom ids of buttons and menus, at any depth of a message's tree of components. */
function customIdsOf(components: unknown): string[] {
  return [...JSON.stringify(components).matchAll(/"custom_id":"([^"]+)"/g)].flatMap(([, id]) => id ?? [])
}
