import { ComponentType, type APISelectMenuComponent } from 'discord-api-types/v10'
import { snapshot } from '#playground/page/state/store.ts'

export interface MenuOption {
  value: string
  label: string
  description?: string | undefined
  emoji?: string | undefined
  default?: boolean | undefined
}

/** What a menu offers: its own options, or the people, roles and channels of the server. */
export function selectOptions(select: APISelectMenuComponent): MenuOption[] {
  if (select.type === ComponentType.StringSelect)
    return select.options.map(({ emoji, ...option }) => ({ ...option, emoji: emoji?.name }))
  const known = snapshot.value
  const users = (known?.users ?? [])
    .filter(({ member }) => member)
    .map(({ id, name }) => ({ value: id, label: name }))
  const roles = (known?.roles ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const channels = (known?.channels ?? [])
    .filter(({ kind }) => kind === 'text')
    .map(({ id, name }) => ({ value: id, label: `#${name}` }))
  const chosen = new Set(select.default_values?.map(({ id }) => id))
  const all = {
    [ComponentType.UserSelect]: users,
    [ComponentType.RoleSelect]: roles,
    [ComponentType.MentionableSelect]: [...users, ...roles],
    [ComponentType.ChannelSelect]: channels,
  }[select.type]
  return all.map((option) => ({ ...option, default: chosen.has(option.value) }))
}
