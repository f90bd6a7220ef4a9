import { ComponentType } from 'discord-api-types/v10'
import type { APIMessageTopLevelComponent } from 'discord-api-types/v10'
import { issue } from '#discord-emulator/rest/form-error.ts'
import type { Issue } from '#discord-emulator/rest/form-error.ts'
import { placedComponents } from './components.ts'
import { textLength } from './text-length.ts'
import type { MessageBody } from './message-body.ts'

/** https://discord.com/developers/docs/components/reference: 40 components, nested ones counted. */
const componentLimit = 40
/** Characters in all text displays together: components/reference#text-display */
const textLimit = 4000

const legacy = (field: string) =>
  issue(
    [field],
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
  )

/** https://discord.com/developers/docs/components/using-message-components: the flag turns the old fields off. */
export function v2Issues(body: MessageBody, components: readonly APIMessageTopLevelComponent[]): Issue[] {
  const issues: Issue[] = []
  if (body.content) issues.push(legacy('content'))
  if (body.embeds?.length) issues.push(legacy('embeds'))
  if (body.poll) issues.push(legacy('poll'))
  if (body.sticker_ids?.length) issues.push(legacy('sticker_ids'))
  const placed = placedComponents(components)
  if (placed.length > componentLimit)
    issues.push(
      issue(
        ['components'],
        'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
        `More than ${componentLimit} components`,
      ),
    )
  const length = placed.reduce(
    (sum, { component }) =>
      sum + (component.type === ComponentType.TextDisplay ? textLength(component.content) : 0),
    0,
  )
  if (length > textLimit)
    issues.push(
      issue(
        ['components'],
        'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
        `The total displayable text size exceeds ${textLimit}`,
      ),
    )
  return issues
}
