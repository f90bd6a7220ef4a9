import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '#playground/page/parts/icon.tsx'
import { connectDialog } from './open.ts'

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
        <h2 id="connect-title">Connect a real Discord</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </div>
      <div class="modal-body">
        <ol class="steps">
          <li>
            Create an application in the{' '}
            <a href="https://discord.com/developers/applications" target="_blank" rel="noopener noreferrer">
              Discord Developer Portal
            </a>
            , and copy its token from the page “Bot”.
          </li>
          <li>
            Write it into the file <code class="inline-code">.env</code> beside package.json:
            <pre class="code-block">
              <code>DISCORD_TOKEN=your-token</code>
            </pre>
          </li>
          <li>
            Stop this with Ctrl-C and run <code class="inline-code">npm start</code> again. The terminal
            prints the link that invites the bot to your server.
          </li>
        </ol>
        <p class="field-description">
          It is the same bot: only the address that it calls is another. A token is a password; give it to
          nobody.
        </p>
      </div>
    </dialog>
  )
}
