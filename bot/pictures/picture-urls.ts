import { type APIEmbed, type APIMessageComponent, ComponentType, EmbedType } from 'discord-api-types/v10'

/** The part of a message in which pictures may be. */
export interface Shown {
  attachments: readonly { url: string; name: string; contentType: string | null }[]
  embeds: readonly Readonly<APIEmbed>[]
  components: readonly APIMessageComponent[]
}

/** File names of pictures: Discord leaves the type out for names it does not know, and for some uploads of other apps. */
const pictureName = /\.(?:png|jpe?g|webp|gif|avif)$/i

/**
 * Where the pictures of a message are, in its order: attached files, pictures in galleries and sections of other apps (Components V2),
 * in embeds, then the same in what was forwarded. Each once.
 */
export function pictureUrls(message: Shown, forwarded: readonly Shown[] = []): string[] {
  return [...new Set([message, ...forwarded].flatMap(urlsOf))]
}

function urlsOf({ attachments, embeds, components }: Shown): string[] {
  return [
    ...attachments.filter(isPicture).map(({ url }) => url),
    ...components.flatMap(mediaOf),
    ...embeds.flatMap(embedded),
  ]
}

/** Files whose type is a picture's; without a type, those whose name is a picture's. */
function isPicture({ contentType: type, name }: Shown['attachments'][number]): boolean {
  const untold = type === null || type === 'application/octet-stream'
  return untold ? pictureName.test(name) : type.startsWith('image/')
}

/** Media of galleries, of sections' thumbnails, and of files, at any depth. */
function mediaOf(component: APIMessageComponent): string[] {
  switch (component.type) {
    case ComponentType.MediaGallery:
      return component.items.flatMap(({ media }) => (maybePicture(media) ? [media.url] : []))
    case ComponentType.Section:
      return component.accessory.type === ComponentType.Thumbnail ? [component.accessory.media.url] : []
    case ComponentType.File:
      return pictureName.test(pathOf(component.file.url)) ? [component.file.url] : []
    case ComponentType.Container:
      return component.components.flatMap(mediaOf)
    default:
      return []
  }
}

/** A gallery holds videos, too. */
function maybePicture({ content_type: type }: { content_type?: string | null | undefined }): boolean {
  return type === undefined || type === null || type.startsWith('image/')
}

/** A picture that an embed shows; a link to a picture becomes an embed of type `image`, whose picture is the link's own. */
function embedded({ type, url, image, thumbnail }: APIEmbed): string[] {
  if (image !== undefined) return [image.url]
  if (type === EmbedType.Image) return [url ?? thumbnail?.url].filter((one) => one !== undefined)
  // Other apps' small pictures; a linked page's or video's is its own, not one that somebody posts.
  return thumbnail !== undefined && type === EmbedType.Rich ? [thumbnail.url] : []
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : ''
}
