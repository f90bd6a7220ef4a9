import type { Form } from '#bot/contract/component.ts'
import type { FormAction } from '#messages/custom-id.ts'
import { editAllForm, editForm, remixForm } from './edit.ts'
import { useAsStartForm } from './use-as-start.ts'

/** Every form, by the action in its custom id. */
export const forms: { readonly [Action in FormAction]: Form } = {
  edit: editForm,
  edit_all: editAllForm,
  remix: remixForm,
  use_as_start: useAsStartForm,
}
