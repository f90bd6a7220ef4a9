import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '#playground/page/parts/icon.tsx'
import { lightbox } from '#playground/page/state/store.ts'
import { texts } from '#playground/page/texts/texts.ts'

export function Lightbox() {
  const dialog = useRef<HTMLDialogElement>(null)
  const picture = lightbox.value
  useEffect(() => {
    if (picture !== null) dialog.current?.showModal()
  }, [picture])
  if (picture === null) return null
  return (
    <dialog
      class="lightbox"
      ref={dialog}
      aria-label={texts.message.picture}
      onClose={() => (lightbox.value = null)}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close()
      }}
    >
      <img src={picture.url} alt={picture.alt} />
      <div class="lightbox-bar">
        <a
          class="icon-button"
          href={picture.url}
          download={picture.name}
          aria-label={texts.message.download}
          title={texts.message.download}
        >
          <Icon name="download" />
        </a>
        <button
          type="button"
          class="icon-button"
          aria-label={texts.close}
          title={texts.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
    </dialog>
  )
}
