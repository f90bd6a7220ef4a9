import { ComponentType } from 'discord-api-types/v10'
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import { issue } from '#discord-emulator/rest/form-error.ts'
import type { Issue } from '#discord-emulator/rest/form-error.ts'
import { modalInputs } from '#discord-emulator/interactions/modal-inputs.ts'

/** 1 to 5 components, inputs with ids of their own: interactions/receiving-and-responding#interaction-response-object-modal */
export function modalIssues(modal: APIModalInteractionResponseCallbackData): Issue[] {
  const issues: Issue[] = []
  if (modal.components.length > 5)
    issues.push(issue(['data', 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.'))
  const inputs = modalInputs(modal)
  const ids = inputs.map(({ component }) => component.custom_id)
  if (new Set(ids).size !== ids.length)
    issues.push(
      issue(
        ['data', 'components'],
        'COMPONENT_CUSTOM_ID_DUPLICATED',
        'Component custom id cannot be duplicated',
      ),
    )
  for (const { component, label } of inputs) {
    if (component.type !== ComponentType.TextInput) continue
    if (!label) issues.push(issue(['data', 'components'], 'BASE_TYPE_REQUIRED', 'A text input needs a label'))
    const length = component.value?.length ?? 0
    // The text that is filled in counts against the input's own limits: components/reference#text-input
    if (component.value && (length > (component.max_length ?? 4000) || length < (component.min_length ?? 0)))
      issues.push(
        issue(
          ['data', 'components'],
          'BASE_TYPE_BAD_LENGTH',
          `The value of ${component.custom_id} does not fit its limits`,
        ),
      )
  }
  return issues
}
