import type { Message, MessageSnapshot } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import { downloadFromDiscord } from '#bot/request/discord-download.ts'
import { PersonError } from '#core/errors.ts'
import type { Texts } from '#messages/texts/texts.ts'
import type { SettingsFound } from '#store/settings/picture-settings.ts'
import { readSettings } from '#store/settings/read-settings.ts'
import { type Shown, pictureUrls } from './picture-urls.ts'

/** Discord's limit of files in a message. */
const picturesLookedAt = 10

/**
 * Reads how a picture of another's message was made: the first picture with settings counts. Where none can be read, the reason
 * for the first one that carries settings.
 * @throws {PersonError} when there is no picture, or none of them can be had: then for the first one's reason
 */
export async function foreignSettings(
  message: Message,
  { config }: Pick<BotDeps, 'config'>,
  texts: Texts,
): Promise<SettingsFound> {
  const urls = picturesOf(message)
  if (urls.length === 0) throw new PersonError('refused', texts.noPicture)
  let refusal: PersonError | undefined
  let best: SettingsFound | undefined
  for (const url of urls.slice(0, picturesLookedAt)) {
    try {
      const found = await readSettings(await downloadFromDiscord(url, { config, say: texts.infos }))
      if (found.outcome === 'read') return found
      if (best === undefined || best.outcome === 'none') best = found
    } catch (error) {
      if (!(error instanceof PersonError)) throw error
      refusal ??= error
    }
  }
  if (best === undefined && refusal !== undefined) throw refusal
  return best ?? { outcome: 'none' }
}

/** The addresses of the pictures that a message shows, forwarded ones, too. */
export function picturesOf(message: Message): string[] {
  return pictureUrls(rawOf(message), message.messageSnapshots?.map(rawOf) ?? [])
}

/** As Discord sent it. */
function rawOf({ attachments, embeds, components }: Message | MessageSnapshot): Shown {
  return {
    attachments: attachments.map(({ url, name, contentType }) => ({ url, name, contentType })),
    embeds: embeds.map(({ data }) => data),
    components: components.map((component) => component.toJSON()),
  }
}
