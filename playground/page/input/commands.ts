import {
  ApplicationCommandOptionType as Type,
  ApplicationCommandType,
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
} from 'discord-api-types/v10'

/** A line of the command list: a command, or one of its subcommands. */
export interface CommandItem {
  /** The command's; its subcommands share it. */
  id: string
  /** With its subcommands: `tier set`. */
  name: string
  description: string
  options: APIApplicationCommandBasicOption[]
}

export function commandItems(commands: readonly APIApplicationCommand[]): CommandItem[] {
  return commands
    .filter(({ type }) => type === ApplicationCommandType.ChatInput)
    .flatMap(({ id, name, description, options = [] }) => itemsOf(id, name, description, options))
    .sort((a, b) => a.name.localeCompare(b.name))
}

function itemsOf(
  id: string,
  name: string,
  description: string,
  options: APIApplicationCommandOption[],
): CommandItem[] {
  const nested = options.filter(
    (option) => option.type === Type.Subcommand || option.type === Type.SubcommandGroup,
  )
  if (nested.length === 0)
    return [
      {
        id,
        name,
        description,
        options: options.filter(
          (option) => option.type !== Type.Subcommand && option.type !== Type.SubcommandGroup,
        ),
      },
    ]
  return nested.flatMap((option) =>
    itemsOf(id, `${name} ${option.name}`, option.description, option.options ?? []),
  )
}

/** Those that fit what was typed after `/`, names that begin with it first. */
export function findCommands(items: readonly CommandItem[], typed: string): CommandItem[] {
  const wanted = typed.toLowerCase().trimEnd()
  const rank = ({ name, description }: CommandItem) => {
    if (name.startsWith(wanted)) return 0
    if (name.includes(wanted)) return 1
    return description.toLowerCase().includes(wanted) ? 2 : 3
  }
  return items.filter((item) => rank(item) < 3).sort((a, b) => rank(a) - rank(b))
}
