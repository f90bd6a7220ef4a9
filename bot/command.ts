import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js'
import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord-api-types/v10'
import type { GenerationRequest } from '#core/generation.ts'
import type { PictureAction } from '#messages/custom-id.ts'
import type { BotDeps } from './deps.ts'

/**
 * A slash command is one plain object. `acknowledge` says how its first answer is given, since that fixes who sees it:
 * a `picture` ends in a public picture. `request` builds what to paint; it throws a PersonError to refuse.
 */
export interface PictureCommand {
  acknowledge: 'picture'
  definition: RESTPostAPIChatInputApplicationCommandsJSONBody
  request(interaction: ChatInputCommandInteraction, deps: BotDeps): Promise<GenerationRequest>
}
export type Command = PictureCommand

/** A button under a picture, known by the action in its custom id. */
export interface PictureButton {
  acknowledge: 'picture'
  action: PictureAction
  request(interaction: ButtonInteraction, imageId: string, deps: BotDeps): Promise<GenerationRequest>
}
export type Button = PictureButton
