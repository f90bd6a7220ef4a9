import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
} from 'discord-api-types/v10'
import { type ButtonAction, customId } from './custom-id.ts'
import { type Texts, textsFor } from './texts/texts.ts'

type Row = APIActionRowComponent<APIComponentInMessageActionRow>

/** What a button needs to know of a stored picture. */
export interface ShownImage {
  id: string
}

/** The rows under a finished picture; under a grid they stand for its first picture. */
export function pictureButtons([first]: ShownImage[], locale: string): Row[] {
  if (first === undefined) return []
  const texts = textsFor(locale)
  return [
    row([
      button(texts, 'reroll', first.id),
      button(texts, 'same_seed', first.id),
      button(texts, 'delete', first.id, ButtonStyle.Danger),
    ]),
  ]
}

/** The row under a message that waits or is painted. */
export function cancelButton(generationId: string, locale: string): Row[] {
  return [row([button(textsFor(locale), 'cancel', generationId, ButtonStyle.Danger)])]
}

function row(components: APIButtonComponentWithCustomId[]): Row {
  return { type: ComponentType.ActionRow, components }
}

function button(
  texts: Texts,
  action: ButtonAction,
  id: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label: texts.buttons[action], custom_id: customId(action, id) }
}
