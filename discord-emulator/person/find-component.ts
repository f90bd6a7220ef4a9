import { ComponentType } from 'discord-api-types/v10'
import type { APISelectMenuComponent } from 'discord-api-types/v10'
import { ClientRefusal } from './client-refusal.ts'
import type { SeenButton, SeenMessage } from './seen-message.ts'

/** A button by its words (an icon may stand before them) or its custom id. Throws when it can't be pressed. */
export function findButton(message: SeenMessage, labelOrId: string): SeenButton & { customId: string } {
  const named = (button: SeenButton) => button.label === labelOrId || button.customId === labelOrId
  const iconed = (button: SeenButton) => button.label.replace(/^[^\p{L}\p{N}]+/u, '') === labelOrId
  const button = message.buttons.find(named) ?? message.buttons.find(iconed)
  const others = message.buttons.map(({ label }) => label).join(', ') || 'none'
  if (!button) throw new Error(`The message has no button "${labelOrId}"; it has: ${others}`)
  if (button.disabled)
    throw new ClientRefusal('greyed_out', button.label, `The button "${labelOrId}" is greyed out`)
  const { customId } = button
  if (customId === undefined) throw new Error(`The button "${labelOrId}" is a link: ${button.url ?? ''}`)
  return { ...button, customId }
}

/** A menu by its placeholder or its custom id; the only one when neither is given. */
export function findSelect(message: SeenMessage, placeholderOrId: string): APISelectMenuComponent {
  const select = message.selects.find(
    ({ custom_id, placeholder }) => custom_id === placeholderOrId || placeholder === placeholderOrId,
  )
  if (!select) throw new Error(`The message has no menu "${placeholderOrId}"`)
  if (select.disabled)
    throw new ClientRefusal(
      'greyed_out',
      select.placeholder ?? '',
      `The menu "${placeholderOrId}" is greyed out`,
    )
  return select
}

/** The values behind what a person picks (by label or value), within the menu's bounds. */
export function pickValues(select: APISelectMenuComponent, picked: readonly string[]): string[] {
  const [least, most] = [select.min_values ?? 1, select.max_values ?? 1]
  if (picked.length < least || picked.length > most)
    throw new Error(`The menu takes ${least} to ${most} values, not ${picked.length}`)
  if (select.type !== ComponentType.StringSelect) return [...picked]
  return picked.map((one) => {
    const option = select.options.find(({ label, value }) => value === one || label === one)
    if (!option)
      throw new Error(`The menu has no "${one}": ${select.options.map(({ label }) => label).join(', ')}`)
    return option.value
  })
}
