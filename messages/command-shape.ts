import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOptionChoice,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import type { ContextMenuName, OwnCommands } from './texts/en/commands.ts'

/** What a command, a subcommand or an option says to people. It stands in messages/texts/, in every language. */
type Worded = 'name' | 'name_localizations' | 'description' | 'description_localizations'

/** A choice with a name of its own is called so in every language; any other has its name in the texts, under its value. */
type Choice<Words> =
  | APIApplicationCommandOptionChoice
  | (Words extends { choices: infer Names } ? { readonly value: keyof Names } : never)

// Over each kind of option by itself, so that a minimum, say, belongs to numbers alone.
type ValueOption<Name, Words> = APIApplicationCommandBasicOption extends infer Option
  ? Option extends APIApplicationCommandBasicOption
    ? Readonly<Omit<Option, Worded | 'choices' | 'channel_types'>> & {
        readonly name: Name
        readonly choices?: Option extends { choices?: unknown } ? readonly Choice<Words>[] : never
        readonly channel_types?: Option extends { channel_types?: unknown } ? readonly ChannelType[] : never
      }
    : never
  : never

interface Subcommand<Name, Words> {
  readonly type: ApplicationCommandOptionType.Subcommand | ApplicationCommandOptionType.SubcommandGroup
  readonly name: Name
  readonly options?: Options<Words>
}

/** Every option is named as its texts are: a text that is missing doesn't compile. */
type Options<Words> = Words extends { options: infer Own }
  ? readonly {
      [Name in keyof Own]: ValueOption<Name, Own[Name]> | Subcommand<Name, Own[Name]>
    }[keyof Own][]
  : never

type CommandBase = Readonly<
  Pick<
    RESTPostAPIApplicationCommandsJSONBody,
    'integration_types' | 'contexts' | 'default_member_permissions'
  >
>

/** A slash command without a word of any language: its name, its options' names, types and bounds. */
export type CommandShape = {
  [Name in keyof OwnCommands]: CommandBase & {
    readonly name: Name
    readonly options?: Options<OwnCommands[Name]>
  }
}[keyof OwnCommands]

/** A command in the context menu of messages or people. */
export interface ContextMenuShape extends CommandBase {
  readonly type: ApplicationCommandType.Message | ApplicationCommandType.User
  readonly name: ContextMenuName
}
