import { MessageFlags, type APIMessage } from 'discord-api-types/v10'
import { memo } from 'preact/compat'
import { useState } from 'preact/hooks'
import { Avatar } from '#playground/page/parts/avatar.tsx'
import { clockOf, sentAt } from '#playground/page/parts/time.tsx'
import { userNamed } from '#playground/page/state/store.ts'
import { AuthorName } from './author-name.tsx'
import { Attachments } from './attachments.tsx'
import { Components } from './components.tsx'
import { Embed } from './embed.tsx'
import { EphemeralNote } from './ephemeral-note.tsx'
import { Markdown } from './markdown.tsx'
import { MessageTools } from './message-tools.tsx'
import { OriginLine } from './origin-line.tsx'
import { Thinking } from './thinking.tsx'
import { useLongPress } from './use-long-press.ts'
import { texts } from '#playground/page/texts/texts.ts'

const has = (message: APIMessage, flag: MessageFlags) => ((message.flags ?? 0) & flag) !== 0

/** One message; `follows` the same author's one before, and then shows no head of its own. Drawn again only when it changes. */
export const Message = memo(({ message, follows }: { message: APIMessage; follows: boolean }) => {
  const { author } = message
  const name = userNamed(author.id)?.name ?? author.global_name ?? author.username
  const moment = new Date(message.timestamp)
  const isEphemeral = has(message, MessageFlags.Ephemeral)
  const isLoading = has(message, MessageFlags.Loading)
  const [toolsOpen, setToolsOpen] = useState(false)
  const held = useLongPress(() => setToolsOpen(true))
  return (
    <li
      id={`message-${message.id}`}
      class={`message ${follows ? 'follows' : 'starts'} ${isEphemeral ? 'ephemeral' : ''}`}
      aria-label={`${name}, ${sentAt(moment)}`}
      {...held}
    >
      <OriginLine message={message} />
      {follows ? (
        <time class="gutter-time" dateTime={message.timestamp}>
          {clockOf(moment)}
        </time>
      ) : (
        <span class="gutter">
          <Avatar userId={author.id} />
        </span>
      )}
      <div class="message-body">
        {!follows && (
          <div class="message-head">
            <AuthorName id={author.id} name={name} isBot={author.bot === true} />
            <time dateTime={message.timestamp}>{sentAt(moment)}</time>
          </div>
        )}
        {isLoading ? <Thinking name={name} /> : <Content message={message} />}
        {isEphemeral && <EphemeralNote message={message} />}
      </div>
      <MessageTools message={message} isOpen={toolsOpen} setOpen={setToolsOpen} />
    </li>
  )
})

function Content({ message }: { message: APIMessage }) {
  const isEdited = message.edited_timestamp !== null && message.edited_timestamp !== undefined
  return (
    <>
      {(message.content !== '' || isEdited) && (
        <div class="content">
          <Markdown text={message.content} />
          {message.content !== '' && isEdited && ' '}
          {isEdited && <Edited at={message.edited_timestamp ?? ''} />}
        </div>
      )}
      {message.embeds.map((embed, index) => (
        <Embed key={index} embed={embed} />
      ))}
      <Attachments attachments={message.attachments} />
      <Components message={message} components={message.components ?? []} />
    </>
  )
}

function Edited({ at }: { at: string }) {
  return (
    <span class="edited" title={sentAt(new Date(at))}>
      {texts.message.edited}
    </span>
  )
}
