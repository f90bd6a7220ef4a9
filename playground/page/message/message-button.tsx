import { ButtonStyle, type APIButtonComponent, type APIMessage } from 'discord-api-types/v10'
import { Icon } from '#playground/page/parts/icon.tsx'
import { pressButton } from '#playground/page/state/act.ts'
import { pending } from '#playground/page/state/store.ts'
import { texts } from '#playground/page/texts/texts.ts'

const styles: Record<ButtonStyle, string> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
  [ButtonStyle.Link]: 'secondary',
  [ButtonStyle.Premium]: 'primary',
}

export function MessageButton({ message, button }: { message: APIMessage; button: APIButtonComponent }) {
  const label = 'label' in button ? (button.label ?? '') : texts.message.upgrade
  const emoji = 'emoji' in button ? button.emoji?.name : undefined
  const words = (
    <>
      {emoji && <span aria-hidden={label !== ''}>{emoji}</span>}
      {label !== '' && <span>{label}</span>}
    </>
  )
  if (button.style === ButtonStyle.Link)
    return (
      <a class="button secondary" href={button.url} target="_blank" rel="noopener noreferrer nofollow">
        {words}
        <Icon name="link" size={16} />
      </a>
    )
  const customId = 'custom_id' in button ? button.custom_id : undefined
  const isBusy = pending.value.some(
    (one) => one.messageId === message.id && one.customId === customId && one.failure === undefined,
  )
  return (
    <button
      type="button"
      class={`button ${styles[button.style]} ${isBusy ? 'busy' : ''}`}
      // The reason why nothing happens is in the message; a busy button stays where the focus is.
      disabled={button.disabled === true || customId === undefined}
      aria-busy={isBusy}
      onClick={() => {
        if (customId !== undefined && !isBusy) void pressButton(message.channel_id, message.id, customId)
      }}
    >
      {words}
    </button>
  )
}
