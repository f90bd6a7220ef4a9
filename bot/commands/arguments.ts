import type { ChatInputCommandInteraction } from 'discord.js'
import {
  type APIApplicationCommandOptionChoice,
  ApplicationCommandOptionType,
  type ChannelType,
} from 'discord-api-types/v10'

type Options = ChatInputCommandInteraction['options']

/** What an option of each type holds. */
interface ValuesByType {
  [ApplicationCommandOptionType.String]: string
  [ApplicationCommandOptionType.Integer]: number
  [ApplicationCommandOptionType.Number]: number
  [ApplicationCommandOptionType.Boolean]: boolean
  /** `member` is null outside the server. */
  [ApplicationCommandOptionType.User]: { id: string; member: ReturnType<Options['getMember']> }
  [ApplicationCommandOptionType.Role]: { id: string }
  [ApplicationCommandOptionType.Channel]: { id: string; type: ChannelType }
  [ApplicationCommandOptionType.Attachment]: NonNullable<ReturnType<Options['getAttachment']>>
}

interface ValueOption {
  readonly name: string
  readonly type: ApplicationCommandOptionType
  readonly required?: boolean
  readonly choices?: readonly Pick<APIApplicationCommandOptionChoice, 'value'>[]
}

/** A command or a sub-command, as far as its options go. */
export interface WithOptions {
  readonly options?: readonly ValueOption[]
}

/** Every option in a command's or a sub-command's shape. */
export type OptionIn<Shape> = Shape extends { readonly options: readonly (infer Option)[] } ? Option : never

type ValueOf<Option> = Option extends { readonly choices: readonly { readonly value: infer Value }[] }
  ? Value
  : Option extends { readonly type: keyof ValuesByType }
    ? ValuesByType[Option['type']]
    : never

/** What a person gives with a command of this shape, by its options' names; null where an option may be left out, and was. */
export type ArgumentsOf<Shape> = {
  readonly [
    Option in OptionIn<Shape> as Option extends { readonly name: infer Name extends string } ? Name : never
  ]: Option extends { readonly required: true } ? ValueOf<Option> : ValueOf<Option> | null
}

/**
 * The arguments as Discord sends them.
 * @throws {Error} for what Discord lets nobody send of this shape: another version registered another one
 */
export function argumentsOf<const Shape extends WithOptions>(
  { options }: Pick<ChatInputCommandInteraction, 'options'>,
  shape: Shape,
): ArgumentsOf<Shape> {
  const entries = (shape.options ?? []).map((option) => [option.name, valueOf(options, option)] as const)
  // Each value was read as what its option holds; Object.fromEntries forgets which is which.
  return Object.fromEntries(entries) as ArgumentsOf<Shape>
}

function valueOf(options: Options, option: ValueOption): ValuesByType[keyof ValuesByType] | null {
  const { name, required = false, choices } = option
  const value = readValue(options, option)
  if (value === null && required) throw new Error(`the option ${name} is missing`)
  if (value !== null && choices !== undefined && !choices.some((choice) => choice.value === value))
    throw new Error(`the option ${name} has none of its choices`)
  return value
}

function readValue(options: Options, { name, type }: ValueOption): ValuesByType[keyof ValuesByType] | null {
  switch (type) {
    case ApplicationCommandOptionType.String:
      return options.getString(name)
    case ApplicationCommandOptionType.Integer:
      return options.getInteger(name)
    case ApplicationCommandOptionType.Number:
      return options.getNumber(name)
    case ApplicationCommandOptionType.Boolean:
      return options.getBoolean(name)
    case ApplicationCommandOptionType.User: {
      const user = options.getUser(name)
      return user && { id: user.id, member: options.getMember(name) }
    }
    case ApplicationCommandOptionType.Role:
      return options.getRole(name)
    case ApplicationCommandOptionType.Channel:
      return options.getChannel(name)
    case ApplicationCommandOptionType.Attachment:
      return options.getAttachment(name)
    default:
      throw new Error(`the option ${name} is of a type that nobody reads`)
  }
}
