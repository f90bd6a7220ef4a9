import type {
  RESTPatchAPIWebhookWithTokenMessageJSONBody,
  RESTPostAPIChannelMessageJSONBody,
} from 'discord-api-types/v10'

/**
 * A message as Discord takes it in a reply, an edit and a channel post alike. Mentions are switched off in each of them:
 * what people typed is in there.
 */
export interface MessageBody {
  content: string
  embeds: NonNullable<RESTPostAPIChannelMessageJSONBody['embeds']>
  /** Files by their place in the upload; an empty list takes earlier ones away. */
  attachments: { id: number; filename: string; description: string }[]
  components: NonNullable<RESTPatchAPIWebhookWithTokenMessageJSONBody['components']>
  allowed_mentions: { parse: [] }
}
