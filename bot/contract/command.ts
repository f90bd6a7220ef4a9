import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import type { GenerationRequest } from '#core/generation.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import type { CommandShape } from '#messages/command-shape.ts'
import type { MessageBody } from '#messages/message-body.ts'
import type { Question } from './question.ts'
import type { BotDeps } from './deps.ts'

interface CommandBase {
  /** Without words: `localisedCommand` puts those in, in every language. */
  definition: CommandShape
  /** Registered everywhere, or for the operator only: in their own server, else in direct messages with the bot. */
  registeredIn?: 'operator server'
  /** At most 25 choices for what a person is typing. */
  autocomplete?(
    interaction: AutocompleteInteraction,
    deps: BotDeps,
  ): Promise<APIApplicationCommandOptionChoice[]>
}

/**
 * A slash command is one plain object. `acknowledge` says how its first answer is given, since that fixes who sees it:
 * a `picture` ends in a public picture. `request` builds what to paint under the terms that hold for this person here, or
 * what they are asked first; it throws a PersonError to refuse.
 */
export interface PictureCommand extends CommandBase {
  acknowledge: 'picture'
  request(
    interaction: ChatInputCommandInteraction,
    deps: BotDeps,
    terms: PaintTerms,
  ): Promise<GenerationRequest | Question>
}

/** A `private` command answers its person alone. It throws a PersonError to refuse. */
export interface PrivateCommand extends CommandBase {
  acknowledge: 'private'
  /** Checked in code too, since a server's integration settings may open the command to anybody. */
  allowedFor: 'everybody' | 'Manage Server' | 'owners'
  answer(interaction: ChatInputCommandInteraction, deps: BotDeps): Promise<MessageBody | Outgoing>
}

export type Command = PictureCommand | PrivateCommand
