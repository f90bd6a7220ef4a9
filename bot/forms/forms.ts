import type { Form } from '#bot/contract/component.ts'
import { editAllForm, editForm, remixForm } from './edit.ts'
import { useAsStartForm } from './use-as-start.ts'

/** Every form, by the action in its custom id. */
export const forms: readonly Form[] = [editForm, editAllForm, remixForm, useAsStartForm]
