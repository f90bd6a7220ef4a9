import type { APIMessage } from 'discord-api-types/v10'
import { Icon } from '#playground/page/parts/icon.tsx'
import { dismissMessage } from '#playground/page/state/act.ts'
import { texts } from '#playground/page/texts/texts.ts'

export function EphemeralNote({ message }: { message: APIMessage }) {
  return (
    <div class="ephemeral-note">
      <Icon name="eye" size={16} />
      {texts.message.onlyYou} •{' '}
      <button
        type="button"
        class="text-link"
        onClick={() => void dismissMessage(message.channel_id, message.id)}
      >
        {texts.message.dismiss}
      </button>
    </div>
  )
}
