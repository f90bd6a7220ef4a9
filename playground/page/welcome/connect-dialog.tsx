import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '#playground/page/parts/icon.tsx'
import { connectDialog } from './open.ts'
import { texts } from '#playground/page/texts/texts.ts'

export function ConnectDialog() {
  const dialog = useRef<HTMLDialogElement>(null)
  const isOpen = connectDialog.value
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
  }, [isOpen])
  if (!isOpen) return null
  return (
    <dialog
      class="modal"
      ref={dialog}
      aria-labelledby="connect-title"
      onClose={() => (connectDialog.value = false)}
      onPointerDown={(event) => {
        if (event.target === dialog.current) dialog.current?.close()
      }}
    >
      <div class="modal-head">
        <h2 id="connect-title">{texts.header.connect}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={texts.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="modal-body">
        <ol class="steps">
          <li>
            {texts.connect.before}
            <a href="https://discord.com/developers/applications" target="_blank" rel="noopener noreferrer">
              Discord Developer Portal
            </a>
            {texts.connect.after}
          </li>
          <li>
            {texts.connect.env[0]}
            <code class="inline-code">.env</code>
            {texts.connect.env[1]}
            <pre class="code-block">
              <code>DISCORD_TOKEN=your-token</code>
            </pre>
          </li>
          <li>
            {texts.connect.restart[0]}
            <code class="inline-code">npm start</code>
            {texts.connect.restart[1]}
          </li>
        </ol>
        <p class="field-description">{texts.connect.note}</p>
      </div>
    </dialog>
  )
}
