import { ComponentType, type APIMessageComponent } from 'discord-api-types/v10'
import type { ComponentChildren } from 'preact'
import { FileCard } from './attachments.tsx'
import { Markdown } from './markdown.tsx'
import { nameOf, PictureButton } from './picture-button.tsx'

/** Components V2: text, sections, galleries and their containers. */
export function LayoutComponent(given: {
  component: APIMessageComponent
  /** Draws what stands inside. */
  draw: (inner: APIMessageComponent, index: number) => ComponentChildren
}) {
  const { component, draw } = given
  switch (component.type) {
    case ComponentType.TextDisplay:
      return (
        <div class="content">
          <Markdown text={component.content} />
        </div>
      )
    case ComponentType.Section:
      return (
        <div class="section">
          <div>{component.components.map(draw)}</div>
          {draw(component.accessory, 0)}
        </div>
      )
    case ComponentType.Thumbnail:
      return <PictureButton media={described(component)} maxWidth={85} maxHeight={85} />
    case ComponentType.MediaGallery:
      return (
        <div class={`pictures of-${Math.min(component.items.length, 4)}`}>
          {component.items.map((item, index) => (
            <PictureButton
              key={index}
              media={described(item)}
              maxWidth={component.items.length > 1 ? 270 : 550}
              maxHeight={350}
            />
          ))}
        </div>
      )
    case ComponentType.File:
      return <FileCard name={nameOf(component.file.url)} url={component.file.url} />
    case ComponentType.Separator:
      return <hr class={component.divider === false ? 'space' : 'divider'} />
    case ComponentType.Container: {
      const colour = component.accent_color ?? null
      return (
        <div
          class="embed container"
          style={{ '--colour': colour === null ? '#45454d' : `#${colour.toString(16).padStart(6, '0')}` }}
        >
          {component.components.map(draw)}
        </div>
      )
    }
    default:
      return null
  }
}

function described(given: {
  media: { url: string; width?: number | null; height?: number | null }
  description?: string | null
}) {
  return { ...given.media, description: given.description ?? null }
}
