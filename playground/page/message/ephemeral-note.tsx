import type { APIMessage } from 'discord-api-types/v10'
import { Icon } from '#playground/page/parts/icon.tsx'
import { dismissMessage } from '#playground/page/state/act.ts'

export function EphemeralNote({ message }: { message: APIMessage }) {
  return (
    <div class="ephemeral-note">
      <Icon name="eye" size={16} />
      Only you can see this •{' '}
      <button
        type="button"
        class="text-link"
        onClick={() => void dismissMessage(message.channel_id, message.id)}
      >
        Dismiss message
      </button>
    </div>
  )
}
