import { MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10'
import { emptyMessage } from '#discord-emulator/rest/api-error.ts'
import type { UploadedFile } from '#discord-emulator/rest/body.ts'
import { invalidForm, issue, tooLong } from '#discord-emulator/rest/form-error.ts'
import type { Issue } from '#discord-emulator/rest/form-error.ts'
import {
  attachmentName,
  componentMedia,
  embedAddresses,
} from '#discord-emulator/world/attachment-addresses.ts'
import { channelPermissions } from '#discord-emulator/world/permissions.ts'
import type { Channel, StoredFile, StoredMessage } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import { withIds } from './component-ids.ts'
import { componentIssues } from './components.ts'
import { v2Issues } from './components-v2.ts'
import { embedIssues } from './embeds.ts'
import { messageFiles } from './files.ts'
import { findMentions, mentionIssues } from './mentions.ts'
import { textLength } from './text-length.ts'
import type { MessageBody } from './message-body.ts'

/** Bots write 2,000 characters at most: https://discord.com/developers/docs/resources/message#create-message */
const contentLimit = 2000
/** Flags that a sender may set; others are Discord's own: resources/message#message-object-message-flags */
const senderFlags =
  MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2

export type Composed = Pick<
  StoredMessage,
  | 'content'
  | 'embeds'
  | 'components'
  | 'files'
  | 'flags'
  | 'mentionedUserIds'
  | 'mentionedRoleIds'
  | 'mentionsEveryone'
>

/**
 * The message that a request makes or changes, after it has passed the schema: all rules that the description can't express.
 * `before` is the message that is edited; what the request leaves out stays as it was.
 */
export function composeMessage(
  state: State,
  channel: Channel,
  applicationId: string,
  given: {
    body: MessageBody
    uploads: readonly UploadedFile[]
    before?: StoredMessage
    ephemeral?: boolean
    /** Where in the request the message lies, for error messages. */
    at?: readonly string[]
  },
): Composed {
  const { body, uploads, before, ephemeral = false, at = [] } = given
  const placed = (issues: Issue[]) => issues.map((found) => ({ ...found, path: [...at, ...found.path] }))
  const content = body.content === undefined ? (before?.content ?? '') : (body.content ?? '')
  const embeds = body.embeds === undefined ? (before?.embeds ?? []) : (body.embeds ?? [])
  const components = body.components === undefined ? (before?.components ?? []) : (body.components ?? [])
  // The V2 flag stays once it is set: components/using-message-components
  const flags = ((body.flags ?? 0) & senderFlags) | ((before?.flags ?? 0) & ~MessageFlags.Loading)
  const isV2 = (flags & MessageFlags.IsComponentsV2) !== 0
  const issues = [
    ...(textLength(content) > contentLimit ? [tooLong(['content'], contentLimit)] : []),
    ...embedIssues(embeds),
    ...componentIssues(components, isV2),
    ...mentionIssues(body.allowed_mentions),
    ...(isV2 ? v2Issues({ ...body, content, embeds }, components) : []),
  ]
  if (issues.length > 0) throw invalidForm(placed(issues))
  const files = messageFiles(state, {
    uploads,
    attachments: body.attachments,
    before: before?.files ?? [],
    sizeLimit: state.guilds.get(channel.guildId ?? '')?.attachmentSizeLimit ?? 10 * 1024 * 1024,
    channelId: channel.id,
    ephemeral,
  })
  const composed = {
    content,
    embeds: structuredClone(embeds),
    components: withIds(components),
    files,
    flags,
  }
  const missing = unresolvedAddresses(body, files)
  if (missing.length > 0) throw invalidForm(placed(missing))
  // resources/message#create-message: one of content, embeds, sticker_ids, components (V2), files, poll.
  if (
    !content.trim() &&
    embeds.length === 0 &&
    files.length === 0 &&
    !(isV2 && components.length > 0) &&
    !body.poll
  )
    throw emptyMessage()
  const mayPing =
    (channelPermissions(state, channel, applicationId) & PermissionFlagsBits.MentionEveryone) !== 0n
  return { ...composed, ...findMentions(state, content, body.allowed_mentions, mayPing) }
}

/** Each `attachment://` address of the request must name one of the message's files: reference#uploading-files */
function unresolvedAddresses(body: MessageBody, files: readonly StoredFile[]): Issue[] {
  const addresses = [
    ...(body.embeds ?? []).flatMap((embed, index) =>
      embedAddresses(embed).map(({ path, url }) => ({ path: ['embeds', index, ...path], url })),
    ),
    ...componentMedia(body.components ?? []).map(({ path, media }) => ({
      path: [...path, 'url'],
      url: media.url,
    })),
  ]
  return addresses.flatMap(({ path, url }) => {
    const name = attachmentName(url)
    return name === undefined || files.some((file) => file.filename === name)
      ? []
      : [
          issue(
            path,
            'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
            `The referenced attachment "${name}" was not found`,
          ),
        ]
  })
}
