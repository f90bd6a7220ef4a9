import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import type {
  APIButtonComponent,
  APIMessageComponent,
  APIMessageTopLevelComponent,
  APISelectMenuComponent,
} from 'discord-api-types/v10'
import { issue } from '#discord-emulator/rest/form-error.ts'
import type { Issue } from '#discord-emulator/rest/form-error.ts'

type Path = (string | number)[]
export interface PlacedComponent {
  component: APIMessageComponent
  path: Path
}

/** Every component with its place, outer ones first. */
export function placedComponents(
  components: readonly APIMessageComponent[],
  at: Path = ['components'],
): PlacedComponent[] {
  return components.flatMap((component, index): PlacedComponent[] => {
    const path = [...at, index]
    const inner =
      'components' in component ? placedComponents(component.components, [...path, 'components']) : []
    const accessory =
      component.type === ComponentType.Section
        ? [{ component: component.accessory, path: [...path, 'accessory'] }]
        : []
    return [{ component, path }, ...inner, ...accessory]
  })
}

/** https://discord.com/developers/docs/components/reference: what a schema can't say. */
export function componentIssues(components: readonly APIMessageTopLevelComponent[], isV2: boolean): Issue[] {
  const placed = placedComponents(components)
  return [
    ...(isV2 ? [] : legacyIssues(components)),
    ...duplicateIds(placed),
    ...placed.flatMap(({ component, path }) => {
      if (component.type === ComponentType.Button) return buttonIssues(component, path)
      if (component.type === ComponentType.ActionRow) return rowIssues(component.components, path)
      return isSelect(component) ? selectIssues(component, path) : []
    }),
  ]
}

/** components/reference#legacy-message-component-behavior: five action rows and nothing else at the top. */
function legacyIssues(components: readonly APIMessageTopLevelComponent[]): Issue[] {
  const issues = components.flatMap((component, index) =>
    component.type === ComponentType.ActionRow
      ? []
      : [
          issue(
            ['components', index, 'type'],
            'UNION_TYPE_CHOICES',
            'Value of field "type" must be one of (1,).',
          ),
        ],
  )
  return components.length > 5
    ? [...issues, issue(['components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.')]
    : issues
}

/** components/reference#anatomy-of-a-component-custom-id: unique in one message. */
function duplicateIds(placed: readonly PlacedComponent[]): Issue[] {
  const seen = new Set<string>()
  return placed.flatMap(({ component, path }) => {
    if (!('custom_id' in component) || !component.custom_id) return []
    if (!seen.has(component.custom_id)) {
      seen.add(component.custom_id)
      return []
    }
    return [
      issue(
        [...path, 'custom_id'],
        'COMPONENT_CUSTOM_ID_DUPLICATED',
        'Component custom id cannot be duplicated',
      ),
    ]
  })
}

/** components/reference#action-row: up to five buttons, or one menu. */
function rowIssues(inRow: readonly APIMessageComponent[], path: Path): Issue[] {
  return inRow.length > 1 && inRow.some(isSelect)
    ? [
        issue(
          [...path, 'components'],
          'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
          'The specified component exceeds the maximum width',
        ),
      ]
    : []
}

/** components/reference#button-button-styles */
function buttonIssues(button: APIButtonComponent, path: Path): Issue[] {
  const required = (field: string) => issue([...path, field], 'BASE_TYPE_REQUIRED', 'This field is required')
  if (button.style === ButtonStyle.Premium) return button.sku_id ? [] : [required('sku_id')]
  const issues: Issue[] = []
  if (button.style === ButtonStyle.Link) {
    if (!button.url) issues.push(required('url'))
    if ('custom_id' in button && button.custom_id)
      issues.push(
        issue(
          path,
          'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
          'A custom id and url cannot both be specified',
        ),
      )
  } else if (!button.custom_id)
    issues.push(
      issue([...path, 'custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required'),
    )
  if (!button.label && !button.emoji)
    issues.push(issue(path, 'BUTTON_COMPONENT_LABEL_REQUIRED', 'A button must have a label or an emoji'))
  return issues
}

export function isSelect(component: APIMessageComponent): component is APISelectMenuComponent {
  return (
    component.type === ComponentType.StringSelect ||
    component.type === ComponentType.UserSelect ||
    component.type === ComponentType.RoleSelect ||
    component.type === ComponentType.MentionableSelect ||
    component.type === ComponentType.ChannelSelect
  )
}

/** components/reference#string-select */
function selectIssues(select: APISelectMenuComponent, path: Path): Issue[] {
  const issues: Issue[] = []
  const [least, most] = [select.min_values ?? 1, select.max_values ?? 1]
  if (least > most)
    issues.push(issue([...path, 'min_values'], 'BASE_TYPE_INVALID', 'min_values must be at most max_values'))
  if (select.type !== ComponentType.StringSelect) return issues
  const values = select.options.map((option) => option.value)
  if (most > values.length)
    issues.push(
      issue(
        [...path, 'max_values'],
        'BASE_TYPE_INVALID',
        `max_values must be at most the ${values.length} options`,
      ),
    )
  for (const [index, value] of values.entries())
    if (values.indexOf(value) !== index)
      issues.push(
        issue(
          [...path, 'options', index, 'value'],
          'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
          'The specified option value is already used',
        ),
      )
  if (select.options.filter((option) => option.default).length > most)
    issues.push(
      issue([...path, 'options'], 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many default options'),
    )
  return issues
}
