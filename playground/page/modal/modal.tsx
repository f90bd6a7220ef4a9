import {
  ComponentType,
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackComponent,
  type APITextInputComponent,
} from 'discord-api-types/v10'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Avatar } from '#playground/page/parts/avatar.tsx'
import { Icon } from '#playground/page/parts/icon.tsx'
import { Markdown } from '#playground/page/message/markdown.tsx'
import { submitModal } from '#playground/page/state/act.ts'
import { channelId, openModal, snapshot } from '#playground/page/state/store.ts'
import { answersOf } from './answers.ts'
import { ModalInput } from './modal-input.tsx'
import { texts } from '#playground/page/texts/texts.ts'

/** The form that the bot opened: https://discord.com/developers/docs/interactions/receiving-and-responding */
export function Modal() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [error, setError] = useState('')
  const open = openModal.value
  useEffect(() => {
    setError('')
    if (open !== null) dialog.current?.showModal()
  }, [open])
  const bot = snapshot.value?.bot
  if (open === null || bot === undefined) return null
  const { interactionId, modal } = open
  const submit = async (form: HTMLFormElement) => {
    const refused = await submitModal(interactionId, channelId.value, answersOf(form, modal.components))
    if (refused === undefined) openModal.value = null
    else setError(refused)
  }
  return (
    <dialog
      key={interactionId}
      class="modal"
      ref={dialog}
      aria-labelledby="modal-title"
      onClose={() => {
        if (openModal.value === open) openModal.value = null
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) dialog.current?.close()
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit(event.currentTarget)
        }}
      >
        <div class="modal-head">
          <Avatar userId={bot.id} size={24} />
          <h2 id="modal-title">{modal.title}</h2>
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
          <p class="form-note">
            <Icon name="warning" />
            <span>
              {texts.form.warning[0]}
              <strong>{bot.name}</strong>
              {texts.form.warning[1]}
            </span>
          </p>
          {modal.components.map((component, index) => (
            <Field key={index} component={component} />
          ))}
          {error !== '' && (
            <div class="popup-error" role="alert">
              {error}
            </div>
          )}
        </div>
        <div class="modal-foot">
          <button type="button" class="button secondary" onClick={() => dialog.current?.close()}>
            {texts.form.cancel}
          </button>
          <button type="submit" class="button primary">
            {texts.form.submit}
          </button>
        </div>
      </form>
    </dialog>
  )
}

function Field({ component }: { component: APIModalInteractionResponseCallbackComponent }) {
  switch (component.type) {
    case ComponentType.Label:
      return (
        <Labelled label={component.label} description={component.description} input={component.component} />
      )
    case ComponentType.ActionRow:
      return (
        <>
          {component.components.map((input) => (
            <Labelled key={input.custom_id} label={input.label ?? ''} description={undefined} input={input} />
          ))}
        </>
      )
    case ComponentType.TextDisplay:
      return (
        <div class="content">
          <Markdown text={component.content} />
        </div>
      )
    default:
      return null
  }
}

function Labelled(given: {
  label: string
  description: string | undefined
  input: APIComponentInLabel | APITextInputComponent
}) {
  const { label, description, input } = given
  const isRequired = !('required' in input) || input.required
  return (
    <div class="field">
      <label for={`field-${input.custom_id}`}>
        {label}
        {isRequired && (
          <span class="required" aria-hidden="true">
            *
          </span>
        )}
      </label>
      {description && <div class="field-description">{description}</div>}
      <ModalInput input={input} isRequired={isRequired} />
    </div>
  )
}
