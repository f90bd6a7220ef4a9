import { ComponentType } from 'discord-api-types/v10'
import type {
  APIEmbed,
  APIMessageTopLevelComponent,
  APISectionComponent,
  APIUnfurledMediaItem,
} from 'discord-api-types/v10'

const scheme = 'attachment://'

/** File names keep letters, digits, dots, dashes and underscores: reference#uploading-files */
export function safeFilename(name: string): string {
  return name.replaceAll(' ', '_').replaceAll(/[^\w.-]/g, '') || 'unknown'
}

/** The file name that an `attachment://` address means, `undefined` for any other address. */
export function attachmentName(url: string | null | undefined): string | undefined {
  return url?.startsWith(scheme) ? safeFilename(decodeURIComponent(url.slice(scheme.length))) : undefined
}

/** Every address of an embed that may name an attachment, with its path for error messages. */
export function embedAddresses(embed: APIEmbed): { path: string[]; url: string }[] {
  return [
    { path: ['image', 'url'], url: embed.image?.url },
    { path: ['thumbnail', 'url'], url: embed.thumbnail?.url },
    { path: ['author', 'icon_url'], url: embed.author?.icon_url },
    { path: ['footer', 'icon_url'], url: embed.footer?.icon_url },
  ].flatMap(({ path, url }) => (url ? [{ path, url }] : []))
}

/** Media items of V2 components: galleries, thumbnails, files, also inside containers and sections. */
export function componentMedia(
  components: readonly (APIMessageTopLevelComponent | APISectionComponent)[],
  at: (string | number)[] = ['components'],
): { path: (string | number)[]; media: APIUnfurledMediaItem }[] {
  return components.flatMap((component, index) => {
    const here = [...at, index]
    switch (component.type) {
      case ComponentType.MediaGallery:
        return component.items.map((item, i) => ({ path: [...here, 'items', i, 'media'], media: item.media }))
      case ComponentType.File:
        return [{ path: [...here, 'file'], media: component.file }]
      case ComponentType.Section:
        return component.accessory.type === ComponentType.Thumbnail
          ? [{ path: [...here, 'accessory', 'media'], media: component.accessory.media }]
          : []
      case ComponentType.Container:
        return componentMedia(component.components, [...here, 'components'])
      default:
        return []
    }
  })
}
