import type { RepliableInteraction } from 'discord.js'
import type { PictureFile } from '#delivery/discord-api.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { pictureMessage } from '#messages/picture.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import type { Original } from './original-picture.ts'
import { storedPicture } from './stored-picture.ts'
import { upscalersOf } from './upscalers-of.ts'

/**
 * One painted picture as a message of its own, with its settings, its buttons and its file.
 * @throws {FileGoneError} as `storedPicture`
 */
export async function singlePicture(
  interaction: RepliableInteraction,
  original: Original,
  how: { locale: string; content?: string; asFile?: true; favourite?: boolean },
  deps: Pick<BotDeps, 'db' | 'store'>,
): Promise<{ body: MessageBody; files: PictureFile[] }> {
  const { image, settings } = original
  const { favourite = false, ...shown } = how
  const file = await storedPicture(interaction, original, deps)
  const upscalers = await upscalersOf(settings.model, deps)
  const body = pictureMessage({
    images: [{ ...image, favourite }],
    upscalers,
    fileName: file.name,
    settings,
    ...shown,
  })
  return { body, files: [file] }
}
