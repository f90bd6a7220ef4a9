import { Avatar } from '#playground/page/parts/avatar.tsx'
import { Icon } from '#playground/page/parts/icon.tsx'
import { sentAt } from '#playground/page/parts/time.tsx'
import { dismissPending } from '#playground/page/state/pending.ts'
import { isMessageCommand, snapshot, type Pending } from '#playground/page/state/store.ts'
import { AuthorName } from './author-name.tsx'
import { Thinking } from './thinking.tsx'
import { texts } from '#playground/page/texts/texts.ts'

/** A command that the bot has not answered yet, or has not answered at all. */
export function PendingCommand({ pending }: { pending: Pending }) {
  const known = snapshot.value
  if (known === null) return null
  const { me, bot } = known
  return (
    <li class={`message starts ${pending.failure === undefined ? '' : 'ephemeral'}`}>
      <div class="origin">
        <span class="spine" aria-hidden="true" />
        <Avatar userId={me.id} size={16} />
        <span class="origin-name">{me.name}</span>
        <span>{texts.message.used}</span>
        <span
          class={`used-command ${isMessageCommand(pending.channelId, pending.commandName) ? 'on-message' : ''}`}
        >
          {pending.commandName}
        </span>
      </div>
      <span class="gutter">
        <Avatar userId={bot.id} />
      </span>
      <div class="message-body">
        <div class="message-head">
          <AuthorName id={bot.id} name={bot.name} isBot />
          <time>{sentAt(new Date(pending.at))}</time>
        </div>
        {pending.failure === undefined ? (
          <Thinking name={bot.name} />
        ) : (
          <>
            <div class="component-failure" role="alert">
              <Icon name="warning" size={16} />
              {pending.failure}
            </div>
            <div class="ephemeral-note">
              <Icon name="eye" size={16} />
              {texts.message.onlyYou} •{' '}
              <button type="button" class="text-link" onClick={() => dismissPending(pending.interactionId)}>
                {texts.message.dismiss}
              </button>
            </div>
          </>
        )}
      </div>
    </li>
  )
}
