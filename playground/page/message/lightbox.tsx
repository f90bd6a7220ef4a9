import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '#playground/page/parts/icon.tsx'
import { lightbox } from '#playground/page/state/store.ts'

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
      aria-label="Picture"
      onClose={() => (lightbox.value = null)}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close()
      }}
    >
      <img src={picture.url} alt={picture.alt} />
      <div class="lightbox-bar">
        <a class="button secondary" href={picture.url} download={picture.name}>
          <Icon name="download" size={18} />
          Download
        </a>
        <button type="button" class="button secondary" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  )
}
