import type { ChatInputCommandInteraction } from 'discord.js'
import type { ApplicationCommandOptionType } from 'discord-api-types/v10'
import type { PrivateCommand } from '#bot/contract/command.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { type ArgumentsOf, argumentsOf, type OptionIn, type WithOptions } from './arguments.ts'

/** The sub-commands of a shape, each under the words that are typed for it: `set`, `channels allow`. */
type SubcommandIn<Shape, Before extends string = ''> =
  OptionIn<Shape> extends infer Option
    ? Option extends {
        readonly type: ApplicationCommandOptionType.Subcommand
        readonly name: infer Name extends string
      }
      ? { words: `${Before}${Name}`; shape: Option }
      : Option extends {
            readonly type: ApplicationCommandOptionType.SubcommandGroup
            readonly name: infer Name extends string
          }
        ? SubcommandIn<Option, `${Name} `>
        : never
    : never

/** What a person gives with one sub-command. */
export type SubcommandArguments<Shape, Words extends SubcommandIn<Shape>['words']> = ArgumentsOf<
  Extract<SubcommandIn<Shape>, { words: Words }>['shape']
>

/** A handler for every sub-command of a shape; each throws a PersonError to refuse. */
export type SubcommandHandlers<Shape> = {
  readonly [Words in SubcommandIn<Shape>['words']]: (
    interaction: ChatInputCommandInteraction,
    deps: BotDeps,
    given: SubcommandArguments<Shape, Words>,
  ) => ReturnType<PrivateCommand['answer']>
}

interface Node extends WithOptions {
  readonly type: ApplicationCommandOptionType
  readonly name: string
  readonly options?: readonly Node[]
}

/** Hands each sub-command to its handler, with what was given. */
export function answerSubcommands<const Shape extends { readonly options: readonly Node[] }>(
  shape: Shape,
  handlers: SubcommandHandlers<Shape>,
): PrivateCommand['answer'] {
  // Every handler takes what its own sub-command was given, which is what it is called with below.
  const byWords = new Map(Object.entries(handlers)) as ReadonlyMap<
    string,
    (
      interaction: ChatInputCommandInteraction,
      deps: BotDeps,
      given: unknown,
    ) => ReturnType<PrivateCommand['answer']>
  >
  return async (interaction, deps) => {
    const group = interaction.options.getSubcommandGroup()
    const path = [...(group === null ? [] : [group]), interaction.options.getSubcommand()]
    const found = path.reduce<{ readonly options?: readonly Node[] } | undefined>(
      (above, name) => above?.options?.find((one) => one.name === name),
      shape,
    )
    const handler = byWords.get(path.join(' '))
    if (handler === undefined || found === undefined)
      throw new Error(`nobody answers the sub-command ${path.join(' ')}`)
    return handler(interaction, deps, argumentsOf(interaction, found))
  }
}
