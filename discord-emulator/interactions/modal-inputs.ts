import { ComponentType } from 'discord-api-types/v10'
import type {
  APIComponentInLabel,
  APIModalInteractionResponseCallbackData,
  APITextInputComponent,
} from 'discord-api-types/v10'

export interface ModalInput {
  label: string
  component: APIComponentInLabel | APITextInputComponent
  /** How it is wrapped, which is how the answer is wrapped too. */
  wrapper: ComponentType.ActionRow | ComponentType.Label
}

/** The inputs of a modal, each with the words that stand over it. */
export function modalInputs(modal: APIModalInteractionResponseCallbackData): ModalInput[] {
  return modal.components.flatMap((component): ModalInput[] => {
    if (component.type === ComponentType.Label)
      return [{ label: component.label, component: component.component, wrapper: ComponentType.Label }]
    if (component.type === ComponentType.ActionRow)
      return component.components.map((input) => ({
        label: input.label ?? '',
        component: input,
        wrapper: ComponentType.ActionRow,
      }))
    return []
  })
}
