import { useState } from 'preact/hooks'
import { lightbox } from '#playground/page/state/store.ts'
import { texts } from '#playground/page/texts/texts.ts'

export interface Media {
  url: string
  width?: number | null
  height?: number | null
  description?: string | null
}

/** A picture as large as its place allows, which opens in the lightbox. Its size is known before it is loaded, so that nothing jumps. */
export function PictureButton(given: { media: Media; maxWidth: number; maxHeight: number; name?: string }) {
  const { url, width, height, description } = given.media
  const scale = Math.min(
    1,
    given.maxWidth / (width || given.maxWidth),
    given.maxHeight / (height || given.maxHeight),
  )
  const alt = description ?? ''
  const name = given.name ?? nameOf(url)
  const [shown, show] = useState(false)
  const isHidden = isSpoiler(name) && !shown
  return (
    <button
      type="button"
      class={`picture ${isHidden ? 'hidden-picture' : ''}`}
      aria-label={isHidden ? texts.message.showPicture : texts.message.openPicture(alt)}
      onClick={() => (isHidden ? show(true) : (lightbox.value = { url, alt, name }))}
    >
      <img
        src={url}
        alt={isHidden ? '' : alt}
        {...(width && height ? { width: Math.round(width * scale), height: Math.round(height * scale) } : {})}
        draggable={false}
      />
      {isHidden && <span class="spoiler-word">{texts.message.spoiler}</span>}
    </button>
  )
}

/** https://discord.com/developers/docs/reference#uploading-files: a file's name makes it a spoiler. */
const isSpoiler = (name: string) => name.startsWith('SPOILER_')

export function nameOf(url: string): string {
  return decodeURIComponent(new URL(url, location.href).pathname.split('/').at(-1) ?? 'picture')
}
