import { ComponentType, type APIModalInteractionResponseCallbackComponent } from 'discord-api-types/v10'

/** The form's values, by custom id. */
export function answersOf(
  form: HTMLFormElement,
  components: readonly APIModalInteractionResponseCallbackComponent[],
): Record<string, string | string[] | boolean> {
  const data = new FormData(form)
  const inputs = components.flatMap((component) => {
    if (component.type === ComponentType.Label) return [component.component]
    return component.type === ComponentType.ActionRow ? component.components : []
  })
  const answers = inputs.flatMap(({ type, custom_id: id }): [string, string | string[] | boolean][] => {
    const values = data.getAll(id).filter((value) => typeof value === 'string' && value !== '')
    if (type === ComponentType.FileUpload) return []
    if (type === ComponentType.Checkbox) return [[id, data.has(id)]]
    if (type === ComponentType.TextInput) return [[id, values.map(String).join('')]]
    return [[id, values.map(String)]]
  })
  return Object.fromEntries(answers)
}
