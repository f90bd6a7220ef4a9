import { InteractionType, type APIMessage } from 'discord-api-types/v10'
import { Avatar } from '#playground/page/parts/avatar.tsx'
import { isMessageCommand } from '#playground/page/state/store.ts'
import { nameOf, plainWords } from './plain-words.ts'
import { texts } from '#playground/page/texts/texts.ts'

/** The line above a message: who used which command, or what it replies to. */
export function OriginLine({ message }: { message: APIMessage }) {
  const origin = message.interaction_metadata
  if (origin?.type === InteractionType.ApplicationCommand) {
    const { user } = origin
    return (
      <div class="origin">
        <span class="spine" aria-hidden="true" />
        <Avatar userId={user.id} size={16} />
        <span class="origin-name">{nameOf(user.id, user.username)}</span>
        <span>{texts.message.used}</span>
        <span
          class={`used-command ${isMessageCommand(message.channel_id, message.interaction?.name) ? 'on-message' : ''}`}
        >
          {message.interaction?.name ?? texts.message.aCommand}
        </span>
      </div>
    )
  }
  const replied = message.referenced_message
  if (replied === undefined) return null
  return (
    <div class="origin">
      <span class="spine" aria-hidden="true" />
      {replied === null ? (
        <em>{texts.message.deleted}</em>
      ) : (
        <>
          <Avatar userId={replied.author.id} size={16} />
          <span class="origin-name">@{nameOf(replied.author.id, replied.author.username)}</span>
          <a class="replied" href={`#message-${replied.id}`}>
            {summary(replied)}
          </a>
        </>
      )}
    </div>
  )
}

function summary({ content, embeds }: APIMessage): string {
  const text = content === '' ? (embeds[0]?.title ?? embeds[0]?.description ?? '') : content
  const plain = plainWords(text)
  return plain === '' ? texts.message.seeAttachment : plain
}
