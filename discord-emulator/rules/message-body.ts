import { BodySchema } from '#discord-emulator/rest/body-schema.ts'
import type { APIAllowedMentions, APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10'

/** What all routes that write messages take: https://discord.com/developers/docs/resources/message#create-message */
export interface MessageBody {
  content?: string | null
  embeds?: APIEmbed[] | null
  components?: APIMessageTopLevelComponent[] | null
  attachments?: AttachmentBody[] | null
  allowed_mentions?: APIAllowedMentions | null
  flags?: number | null
  tts?: boolean | null
  nonce?: string | number | null
  enforce_nonce?: boolean | null
  message_reference?: { message_id?: string; fail_if_not_exists?: boolean } | null
  poll?: unknown
  sticker_ids?: string[] | null
}

export interface AttachmentBody {
  /** The n of a new `files[n]`, or the id of a file that is kept. */
  id: string | number
  filename?: string | null
  /** Alt text. */
  description?: string | null
  is_spoiler?: boolean | null
}

export const messageCreateBody = new BodySchema<MessageBody>('MessageCreateRequest')
export const messageEditBody = new BodySchema<MessageBody>('MessageEditRequestPartial')
export const followUpBody = new BodySchema<MessageBody>('IncomingWebhookRequestPartial')
export const replyEditBody = new BodySchema<MessageBody>('IncomingWebhookUpdateRequestPartial')
