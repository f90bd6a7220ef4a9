import {
  ApplicationCommandOptionType as Type,
  ApplicationCommandType,
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
} from 'discord-api-types/v10'
import { spoken, told } from '#playground/page/texts/texts.ts'

/** A line of the command list: a command, or one of its subcommands. */
export interface CommandItem {
  /** The command's id; its subcommands share it. */
  id: string
  /** The full name, with the subcommand: `tier set`. */
  name: string
  /** The full name in the page's language, as the description. */
  spoken: string
  description: string
  options: APIApplicationCommandBasicOption[]
}

export function commandItems(commands: readonly APIApplicationCommand[]): CommandItem[] {
  return commands
    .filter(({ type }) => type === ApplicationCommandType.ChatInput)
    .flatMap((command) =>
      itemsOf(
        { id: command.id, name: command.name, spoken: spoken(command), description: told(command) },
        command.options ?? [],
      ),
    )
    .sort((a, b) => a.spoken.localeCompare(b.spoken))
}

function itemsOf(of: Omit<CommandItem, 'options'>, options: APIApplicationCommandOption[]): CommandItem[] {
  const nested = options.filter(
    (option) => option.type === Type.Subcommand || option.type === Type.SubcommandGroup,
  )
  if (nested.length === 0)
    return [
      {
        ...of,
        options: options.filter(
          (option) => option.type !== Type.Subcommand && option.type !== Type.SubcommandGroup,
        ),
      },
    ]
  return nested.flatMap((option) =>
    itemsOf(
      {
        id: of.id,
        name: `${of.name} ${option.name}`,
        spoken: `${of.spoken} ${spoken(option)}`,
        description: told(option),
      },
      option.options ?? [],
    ),
  )
}

/** The commands that fit the text after `/`; names that begin with it come first. */
export function findCommands(items: readonly CommandItem[], typed: string): CommandItem[] {
  const wanted = typed.toLowerCase().trimEnd()
  const rank = ({ name, spoken: shown, description }: CommandItem) => {
    if (shown.startsWith(wanted)) return 0
    if (shown.includes(wanted) || name.includes(wanted)) return 1
    return description.toLowerCase().includes(wanted) ? 2 : 3
  }
  return items.filter((item) => rank(item) < 3).sort((a, b) => rank(a) - rank(b))
}
