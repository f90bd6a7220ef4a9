import type {
  APICommandAutocompleteInteractionResponseCallbackData,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10'
import { BodySchema } from '#discord-emulator/rest/body-schema.ts'
import { invalidForm } from '#discord-emulator/rest/form-error.ts'
import type { RestRequest } from '#discord-emulator/rest/route.ts'
import { autocompleteIssues } from '#discord-emulator/rules/autocomplete.ts'
import { modalIssues } from '#discord-emulator/rules/modal.ts'
import { acknowledge } from './acknowledge.ts'
import type { Interaction } from './interaction.ts'

const autocompleteBody = new BodySchema<{ data: APICommandAutocompleteInteractionResponseCallbackData }>(
  'ApplicationCommandAutocompleteCallbackRequest',
)
const modalBody = new BodySchema<{ data: APIModalInteractionResponseCallbackData }>(
  'ModalInteractionCallbackRequest',
)

/** Choices for an option that is being typed (8). */
export function answerAutocomplete(request: RestRequest, interaction: Interaction): undefined {
  const choices = request.body(autocompleteBody).data.choices ?? []
  const issues = autocompleteIssues(choices)
  if (issues.length > 0) throw invalidForm(issues)
  interaction.choices = choices
  acknowledge(request.state, interaction, { kind: 'autocomplete', ephemeral: true })
  request.state.events.emit({
    kind: 'autocomplete.answer',
    interactionId: interaction.id,
    userId: interaction.userId,
    choices,
  })
}

/** A form that opens for the person (9). */
export function openModal(request: RestRequest, interaction: Interaction): undefined {
  const modal = request.body(modalBody).data
  const issues = modalIssues(modal)
  if (issues.length > 0) throw invalidForm(issues)
  interaction.modal = modal
  acknowledge(request.state, interaction, { kind: 'modal', ephemeral: true })
  request.state.events.emit({
    kind: 'modal.open',
    interactionId: interaction.id,
    userId: interaction.userId,
    modal,
  })
}
