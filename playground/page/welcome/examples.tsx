import { Icon } from '#playground/page/parts/icon.tsx'
import { sendCommand } from '#playground/page/state/act.ts'
import { channelId } from '#playground/page/state/store.ts'
import { say } from '#playground/page/state/toast.ts'
import { texts } from '#playground/page/texts/texts.ts'

async function paint(prompt: string): Promise<void> {
  const error = await sendCommand(channelId.value, 'imagine', { prompt }, {})
  if (error !== undefined) say(error)
}

/** Three prompts to click: the first picture without typing anything. */
export function Examples({ examples, isReady }: { examples: string[]; isReady: boolean }) {
  return (
    <div class="examples">
      {examples.map((prompt) => (
        <button key={prompt} type="button" disabled={!isReady} onClick={() => void paint(prompt)}>
          <Icon name="spark" size={18} />
          <span>
            <span class="example-command">/imagine</span>
            {prompt}
          </span>
        </button>
      ))}
      {!isReady && <p role="status">{texts.start.waking}</p>}
    </div>
  )
}
