import {
  ApplicationIntegrationType,
  EmbedType,
  InteractionType,
  MessageFlags,
  MessageReferenceType,
} from 'discord-api-types/v10'
import type {
  APIAttachment,
  APIEmbed,
  APIMessage,
  APIMessageInteractionMetadata,
} from 'discord-api-types/v10'
import { attachmentName, componentMedia, embedAddresses } from './attachment-addresses.ts'
import { cdnLink } from './cdn-link.ts'
import { asFlags } from './flags.ts'
import type { MessageOrigin, StoredFile, StoredMessage } from './records.ts'
import { userOf } from './render-member.ts'
import type { State } from './state.ts'

/**
 * https://discord.com/developers/docs/resources/message#message-object
 * Files that an embed or a component shows are not in `attachments`:
 * https://discord.com/developers/docs/reference#uploading-files
 */
export function renderMessage(state: State, message: StoredMessage, withReference = true): APIMessage {
  const shown = shownFiles(message)
  const repliesTo = message.repliesTo && state.message(message.channelId, message.repliesTo)
  return {
    id: message.id,
    channel_id: message.channelId,
    author: userOf(state, message.authorId),
    type: message.type,
    content: message.content,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    tts: message.tts,
    mention_everyone: message.mentionsEveryone,
    mentions: message.mentionedUserIds.map((id) => userOf(state, id)),
    mention_roles: message.mentionedRoleIds,
    attachments: message.files.filter((file) => !shown.has(file)).map((file) => renderFile(state, file)),
    embeds: message.embeds.map((embed) => renderEmbed(state, message, embed)),
    components: renderComponents(state, message),
    pinned: message.pinned,
    flags: asFlags(MessageFlags, message.flags),
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(message.applicationId ? { application_id: message.applicationId } : {}),
    ...(message.byInteraction && message.applicationId ? { webhook_id: message.applicationId } : {}),
    ...(message.origin ? renderOrigin(state, message.origin, message.guildId) : {}),
    ...(message.repliesTo && withReference
      ? {
          message_reference: {
            type: MessageReferenceType.Default,
            channel_id: message.channelId,
            message_id: message.repliesTo,
            ...(message.guildId ? { guild_id: message.guildId } : {}),
          },
          referenced_message: repliesTo ? renderMessage(state, repliesTo, false) : null,
        }
      : {}),
  }
}

export function renderFile(state: State, file: StoredFile): APIAttachment {
  const url = cdnLink(state.url, file, state.clock.now())
  return {
    id: file.id,
    filename: file.filename,
    size: file.bytes.byteLength,
    url,
    proxy_url: url,
    ...(file.width !== null && file.height !== null ? { width: file.width, height: file.height } : {}),
    ...(file.contentType ? { content_type: file.contentType } : {}),
    ...(file.description ? { description: file.description } : {}),
    ...(file.ephemeral ? { ephemeral: true } : {}),
  }
}

function fileNamed(message: StoredMessage, url: string | undefined): StoredFile | undefined {
  const name = attachmentName(url)
  return name === undefined ? undefined : message.files.findLast((file) => file.filename === name)
}

function shownFiles(message: StoredMessage): Set<StoredFile | undefined> {
  return new Set([
    ...message.embeds.flatMap((embed) => embedAddresses(embed).map(({ url }) => fileNamed(message, url))),
    ...componentMedia(message.components).map(({ media }) => fileNamed(message, media.url)),
  ])
}

function renderEmbed(state: State, message: StoredMessage, embed: APIEmbed): APIEmbed {
  const media = (url: string) => {
    const file = fileNamed(message, url)
    if (!file) return { url }
    const { proxy_url, width, height, content_type } = renderFile(state, file)
    return {
      url: proxy_url,
      proxy_url,
      ...(width && height ? { width, height } : {}),
      ...(content_type ? { content_type } : {}),
      ...(file.description ? { description: file.description } : {}),
    }
  }
  return {
    ...embed,
    // Embeds of bots are always rich: resources/message#embed-object-embed-types
    type: EmbedType.Rich,
    ...(embed.image ? { image: media(embed.image.url) } : {}),
    ...(embed.thumbnail ? { thumbnail: media(embed.thumbnail.url) } : {}),
    ...(embed.author?.icon_url
      ? { author: { ...embed.author, icon_url: media(embed.author.icon_url).url } }
      : {}),
    ...(embed.footer?.icon_url
      ? { footer: { ...embed.footer, icon_url: media(embed.footer.icon_url).url } }
      : {}),
  }
}

function renderComponents(state: State, message: StoredMessage): StoredMessage['components'] {
  if (!(message.flags & MessageFlags.IsComponentsV2)) return message.components
  const copy = structuredClone(message.components)
  for (const { media } of componentMedia(copy)) {
    const file = fileNamed(message, media.url)
    if (!file) continue
    const rendered = renderFile(state, file)
    Object.assign(media, {
      url: rendered.url,
      proxy_url: rendered.proxy_url,
      width: file.width,
      height: file.height,
      content_type: file.contentType,
      attachment_id: file.id,
    })
  }
  return copy
}

/** The person whose interaction made a message: resources/message#message-interaction-metadata-object */
function renderOrigin(state: State, origin: MessageOrigin, guildId = '0') {
  const user = userOf(state, origin.userId)
  const metadata = {
    id: origin.interactionId,
    type: origin.interactionType,
    user,
    authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: guildId },
    ...(origin.originalMessageId ? { original_response_message_id: origin.originalMessageId } : {}),
    ...(origin.interactedMessageId ? { interacted_message_id: origin.interactedMessageId } : {}),
    ...(origin.targetMessageId ? { target_message_id: origin.targetMessageId } : {}),
    ...(origin.targetUserId ? { target_user: userOf(state, origin.targetUserId) } : {}),
    ...(origin.commandName === undefined ? {} : { name: origin.commandName }),
  }
  return {
    // Which fields go with which type is kept by whoever fills MessageOrigin; the union can't follow that.
    interaction_metadata: metadata as APIMessageInteractionMetadata,
    ...(origin.interactionType === InteractionType.ApplicationCommand && origin.commandName !== undefined
      ? {
          interaction: {
            id: origin.interactionId,
            type: origin.interactionType,
            name: origin.commandName,
            user,
          },
        }
      : {}),
  }
}
