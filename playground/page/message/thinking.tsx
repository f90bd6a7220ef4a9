import { texts } from '#playground/page/texts/texts.ts'

/** A deferred answer: the bot has said that it works on it. */
export function Thinking({ name }: { name: string }) {
  return (
    <div class="thinking" role="status">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {texts.message.thinking(name)}
    </div>
  )
}
