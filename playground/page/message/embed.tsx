import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10'
import { sentAt } from '#playground/page/parts/time.tsx'
import { Markdown } from './markdown.tsx'
import { PictureButton } from './picture-button.tsx'

/** https://discord.com/developers/docs/resources/message#embed-object */
export function Embed({ embed }: { embed: APIEmbed }) {
  const colour = embed.color === undefined ? '#45454d' : `#${embed.color.toString(16).padStart(6, '0')}`
  return (
    <article class={`embed ${embed.image ? 'with-image' : ''}`} style={{ '--colour': colour }}>
      {embed.thumbnail && (
        <div class="embed-thumbnail">
          <PictureButton media={embed.thumbnail} maxWidth={80} maxHeight={80} />
        </div>
      )}
      {embed.author && <div class="embed-author">{embed.author.name}</div>}
      {embed.title !== undefined && (
        <div class="embed-title">
          <EmbedTitle title={embed.title} url={embed.url} />
        </div>
      )}
      {embed.description !== undefined && (
        <div class="embed-description">
          <Markdown text={embed.description} />
        </div>
      )}
      <Fields fields={embed.fields ?? []} />
      {embed.image && (
        <div class="embed-image">
          <PictureButton media={embed.image} maxWidth={400} maxHeight={400} />
        </div>
      )}
      {(embed.footer || embed.timestamp) && (
        <div class="embed-footer">
          {[embed.footer?.text, embed.timestamp && sentAt(new Date(embed.timestamp))]
            .filter(Boolean)
            .join(' • ')}
        </div>
      )}
    </article>
  )
}

function EmbedTitle({ title, url }: { title: string; url: string | undefined }) {
  if (url === undefined || !/^https?:\/\//i.test(url)) return <Markdown text={title} />
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow">
      <Markdown text={title} />
    </a>
  )
}

/** Inline fields stand three in a row, two where only two follow each other; others have a row of their own. */
function Fields({ fields }: { fields: APIEmbedField[] }) {
  if (fields.length === 0) return null
  return (
    <div class="embed-fields">
      {inRows(fields).map((row, index) => (
        <div key={index} class={`field-row of-${row.length}`}>
          {row.map(({ name, value }, column) => (
            <div key={column}>
              <div class="field-name">
                <Markdown text={name} />
              </div>
              <div class="field-value">
                <Markdown text={value} />
              </div>
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

function inRows(fields: APIEmbedField[]): APIEmbedField[][] {
  const rows: APIEmbedField[][] = []
  for (const field of fields) {
    const last = rows.at(-1)
    const joins = field.inline === true && last !== undefined && last.length < 3 && last[0]?.inline === true
    if (joins) last.push(field)
    else rows.push([field])
  }
  return rows
}
