import type { MessageCommand } from '#bot/contract/component.ts'
import type { ContextMenuName } from '#messages/texts/en/commands.ts'
import { imageInfo } from './image-info.ts'
import { remix } from './remix.ts'

/** Every command in the context menu of a message, by its name. Registered with the slash commands. */
export const messageCommands: { readonly [Name in ContextMenuName]: MessageCommand } = {
  'Image info': imageInfo,
  Remix: remix,
}
