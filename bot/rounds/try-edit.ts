import type { DiscordApi, PictureFile } from '#delivery/discord-api.ts'
import { discordErrorCode } from '#delivery/discord-errors.ts'
import type { Logger } from '#process/logger.ts'
import type { MessageBody } from '#messages/message-body.ts'

/**
 * Changes a message that shows a deleted picture. Where Discord refuses for good (the message is deleted, closed to us or edited
 * too often), it stays as it is.
 * @returns false when it is worth trying again
 */
export async function tryEdit(
  { api, logger }: { api: Pick<DiscordApi, 'editMessage'>; logger: Logger },
  { channelId, messageId }: { channelId: string; messageId: string },
  body: Partial<MessageBody>,
  files?: PictureFile[],
): Promise<boolean> {
  try {
    await api.editMessage(channelId, messageId, body, files)
  } catch (error) {
    if (discordErrorCode(error) === undefined) {
      logger.warn({ err: error, message: messageId }, 'a message that shows what is gone is unchanged yet')
      return false
    }
  }
  return true
}
