import type { MessageCommand } from '#bot/contract/component.ts'
import { imageInfo } from './image-info.ts'
import { remix } from './remix.ts'

/** Every command in the context menu of a message. Registered with the slash commands. */
export const messageCommands: readonly MessageCommand[] = [imageInfo, remix]
