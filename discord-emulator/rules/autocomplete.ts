import type { APICommandAutocompleteInteractionResponseCallbackData } from 'discord-api-types/v10'
import { issue } from '#discord-emulator/rest/form-error.ts'
import type { Issue } from '#discord-emulator/rest/form-error.ts'

type Choices = NonNullable<APICommandAutocompleteInteractionResponseCallbackData['choices']>

/** At most 25: interactions/receiving-and-responding#interaction-response-object-autocomplete */
export function autocompleteIssues(choices: Choices): Issue[] {
  const issues = choices.flatMap((choice, index) => [
    ...(choice.name.length < 1 || choice.name.length > 100
      ? [
          issue(
            ['data', 'choices', index, 'name'],
            'BASE_TYPE_BAD_LENGTH',
            'Must be between 1 and 100 in length.',
          ),
        ]
      : []),
    ...(typeof choice.value === 'string' && (choice.value.length < 1 || choice.value.length > 100)
      ? [
          issue(
            ['data', 'choices', index, 'value'],
            'BASE_TYPE_BAD_LENGTH',
            'Must be between 1 and 100 in length.',
          ),
        ]
      : []),
  ])
  return choices.length > 25
    ? [...issues, issue(['data', 'choices'], 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.')]
    : issues
}
