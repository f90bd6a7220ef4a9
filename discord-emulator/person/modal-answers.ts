import { ComponentType } from 'discord-api-types/v10'
import type { APIModalInteractionResponseCallbackData, ModalSubmitComponent } from 'discord-api-types/v10'
import { modalInputs } from '#discord-emulator/interactions/modal-inputs.ts'
import type { ModalInput } from '#discord-emulator/interactions/modal-inputs.ts'
import { pickValues } from './find-component.ts'
import { ClientRefusal } from './client-refusal.ts'

/** A person's entries in a form, by the label of an input or its custom id. */
export type ModalAnswers = Record<string, string | string[] | boolean>

/** The submission as Discord's client sends it; inputs left alone keep what was filled in. Throws on what it refuses. */
export function answerModal(modal: APIModalInteractionResponseCallbackData, answers: ModalAnswers) {
  const inputs = modalInputs(modal)
  for (const name of Object.keys(answers))
    if (!inputs.some((input) => isNamed(input, name)))
      throw new Error(`The form has no "${name}": ${inputs.map(({ label }) => label).join(', ')}`)
  const components = inputs.map((input) => {
    const given = Object.entries(answers).find(([name]) => isNamed(input, name))?.[1]
    const component = answer(input, given)
    return input.wrapper === ComponentType.Label
      ? { type: ComponentType.Label, id: 0, component }
      : { type: ComponentType.ActionRow, id: 0, components: [component] }
  })
  return { custom_id: modal.custom_id, components }
}

function isNamed(input: ModalInput, name: string): boolean {
  return input.label === name || input.component.custom_id === name
}

function answer(
  { label, component }: ModalInput,
  given: string | string[] | boolean | undefined,
): ModalSubmitComponent {
  const base = { id: 0, custom_id: component.custom_id }
  const list = given === undefined ? undefined : [given].flat().map(String)
  switch (component.type) {
    case ComponentType.TextInput: {
      const value = given === undefined ? (component.value ?? '') : String(given)
      const { required = true, min_length: least = 0, max_length: most = 4000 } = component
      if (required && value === '') throw new ClientRefusal('field_required', label, `"${label}" is required`)
      if (value.length > most)
        throw new ClientRefusal('field_too_long', label, `"${label}" takes at most ${most} characters`)
      if (value !== '' && value.length < least)
        throw new ClientRefusal('field_too_short', label, `"${label}" takes at least ${least} characters`)
      return { ...base, type: component.type, value }
    }
    case ComponentType.Checkbox:
      return { ...base, type: component.type, value: given === true }
    case ComponentType.RadioGroup:
      return { ...base, type: component.type, value: list?.[0] ?? null }
    case ComponentType.CheckboxGroup:
    case ComponentType.FileUpload:
      return { ...base, type: component.type, values: list ?? [] }
    case ComponentType.StringSelect: {
      const defaults = component.options.filter((option) => option.default).map((option) => option.value)
      const values = list ?? defaults
      if (values.length === 0 && component.required === false)
        return { ...base, type: component.type, values }
      return { ...base, type: component.type, values: pickValues(component, values) }
    }
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      return { ...base, type: component.type, values: list ?? [] }
  }
}
