import { ComponentType, type APIMessage, type APIMessageComponent } from 'discord-api-types/v10'
import { pending } from '#playground/page/state/store.ts'
import { Icon } from '#playground/page/parts/icon.tsx'
import { MessageButton } from './message-button.tsx'
import { SelectMenu } from './select-menu.tsx'
import { LayoutComponent } from './layout-component.tsx'

/** Buttons, menus and layout below (or as) a message: https://discord.com/developers/docs/components/reference */
export function Components({
  message,
  components,
}: {
  message: APIMessage
  components: APIMessageComponent[]
}) {
  if (components.length === 0) return null
  const failure = pending.value.find(
    (one) => one.messageId === message.id && one.failure !== undefined,
  )?.failure
  return (
    <div class="components">
      {components.map((component, index) => (
        <Component key={index} message={message} component={component} />
      ))}
      {failure !== undefined && (
        <div class="component-failure" role="alert">
          <Icon name="warning" size={16} />
          {failure}
        </div>
      )}
    </div>
  )
}

export function Component({ message, component }: { message: APIMessage; component: APIMessageComponent }) {
  switch (component.type) {
    case ComponentType.ActionRow:
      return (
        <div class="action-row">
          {component.components.map((each, index) => (
            <Component key={index} message={message} component={each} />
          ))}
        </div>
      )
    case ComponentType.Button:
      return <MessageButton message={message} button={component} />
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      return <SelectMenu message={message} select={component} />
    default:
      return (
        <LayoutComponent
          component={component}
          draw={(inner, index) => <Component key={index} message={message} component={inner} />}
        />
      )
  }
}
