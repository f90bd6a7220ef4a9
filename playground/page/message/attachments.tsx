import type { APIAttachment } from 'discord-api-types/v10'
import { Icon } from '#playground/page/parts/icon.tsx'
import { PictureButton } from './picture-button.tsx'
import { texts } from '#playground/page/texts/texts.ts'

const isPicture = ({ content_type: type, width }: APIAttachment) =>
  type?.startsWith('image/') === true && Boolean(width)

export function Attachments({ attachments }: { attachments: APIAttachment[] }) {
  if (attachments.length === 0) return null
  const pictures = attachments.filter((each) => isPicture(each))
  const most = pictures.length > 1 ? 270 : 550
  return (
    <div class="attachments">
      {pictures.length > 0 && (
        <div class={`pictures of-${Math.min(pictures.length, 4)}`}>
          {pictures.map((each) => (
            <PictureButton key={each.id} media={each} maxWidth={most} maxHeight={350} name={each.filename} />
          ))}
        </div>
      )}
      {attachments
        .filter((each) => !isPicture(each))
        .map((each) => (
          <FileCard key={each.id} name={each.filename} size={each.size} url={each.url} />
        ))}
    </div>
  )
}

export function FileCard({ name, size, url }: { name: string; size?: number | undefined; url: string }) {
  return (
    <a class="file-card" href={url} download={name}>
      <Icon name="file" size={32} />
      <span class="file-words">
        <span class="file-name">{name}</span>
        {size !== undefined && <span class="file-size">{sizeText(size)}</span>}
      </span>
      <Icon name="download" size={20} />
    </a>
  )
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return texts.message.bytes(bytes)
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(2)} KB` : `${(bytes / 1_048_576).toFixed(2)} MB`
}
