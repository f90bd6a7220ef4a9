import { ComponentType, MessageFlags } from 'discord-api-types/v10'
import type {
  APIAttachment,
  APIButtonComponent,
  APIEmbed,
  APIMessage,
  APISelectMenuComponent,
  ButtonStyle,
} from 'discord-api-types/v10'
import { isSelect, placedComponents } from '#discord-emulator/rules/components.ts'

export interface SeenButton {
  label: string
  /** Absent for links and premium buttons. */
  customId?: string
  url?: string
  style: ButtonStyle
  disabled: boolean
}

export interface SeenImage {
  url: string
  width?: number
  height?: number
  /** Alt text. */
  alt?: string
}

/** A message as one person's client shows it. */
export interface SeenMessage {
  id: string
  channelId: string
  author: { id: string; username: string; bot: boolean }
  content: string
  embeds: APIEmbed[]
  /** Files below the message; those that an embed shows are not among them. */
  attachments: APIAttachment[]
  /** Pictures wherever they stand: attachments, embeds, galleries. */
  images: SeenImage[]
  buttons: SeenButton[]
  selects: APISelectMenuComponent[]
  /** "Only you can see this". */
  ephemeral: boolean
  /** A deferred answer without content so far. */
  thinking: boolean
  /** Marked "(edited)". */
  edited: boolean
  /** The header "anna used /imagine". */
  usedCommand?: { userId: string; name: string }
  repliesTo?: string
  createdAt: number
  raw: APIMessage
}

export function seenMessage(raw: APIMessage): SeenMessage {
  const components = placedComponents(raw.components ?? []).map(({ component }) => component)
  const flags = raw.flags ?? 0
  return {
    id: raw.id,
    channelId: raw.channel_id,
    author: { id: raw.author.id, username: raw.author.username, bot: raw.author.bot ?? false },
    content: raw.content,
    embeds: raw.embeds,
    attachments: raw.attachments,
    images: imagesOf(raw),
    buttons: components.flatMap((component) =>
      component.type === ComponentType.Button ? [seenButton(component)] : [],
    ),
    selects: components.filter((component) => isSelect(component)),
    ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
    thinking: (flags & MessageFlags.Loading) !== 0,
    edited: raw.edited_timestamp !== null,
    createdAt: Date.parse(raw.timestamp),
    raw,
    ...(raw.interaction
      ? { usedCommand: { userId: raw.interaction.user.id, name: raw.interaction.name } }
      : {}),
    ...(raw.message_reference?.message_id ? { repliesTo: raw.message_reference.message_id } : {}),
  }
}

function seenButton(button: APIButtonComponent): SeenButton {
  return {
    label: 'label' in button ? (button.label ?? '') : '',
    style: button.style,
    disabled: button.disabled ?? false,
    ...('custom_id' in button && button.custom_id ? { customId: button.custom_id } : {}),
    ...('url' in button && button.url ? { url: button.url } : {}),
  }
}

interface Media {
  url: string
  width?: number | null
  height?: number | null
  description?: string | null
}

function imagesOf(raw: APIMessage): SeenImage[] {
  const gallery = placedComponents(raw.components ?? []).flatMap(({ component }): Media[] => {
    if (component.type === ComponentType.MediaGallery)
      return component.items.map((item) => ({ ...item.media, description: item.description ?? null }))
    return component.type === ComponentType.Thumbnail
      ? [{ ...component.media, description: component.description ?? null }]
      : []
  })
  const media: Media[] = [
    ...raw.attachments.filter((attachment) => attachment.content_type?.startsWith('image/')),
    ...raw.embeds.flatMap((embed) => [embed.image, embed.thumbnail].filter((one) => one !== undefined)),
    ...gallery,
  ]
  return media.map(({ url, width, height, description }) => ({
    url,
    ...(width ? { width } : {}),
    ...(height ? { height } : {}),
    ...(description ? { alt: description } : {}),
  }))
}
