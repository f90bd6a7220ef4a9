import { ApplicationCommandOptionType as Option, ApplicationCommandType } from 'discord-api-types/v10'
import type { APIApplicationCommand, APIApplicationCommandOption } from 'discord-api-types/v10'
import { issue } from '#discord-emulator/rest/form-error.ts'
import type { Issue } from '#discord-emulator/rest/form-error.ts'

type Command = Partial<Omit<APIApplicationCommand, 'default_member_permissions'>> & { name: string }
type Path = readonly (string | number)[]

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const namePattern = /^[-_ʼ\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
/** All of a command's names, descriptions and values: application-commands#registering-a-command */
const totalLimit = 8000
/** Per scope and kind: application-commands#registering-a-command */
const limits: [ApplicationCommandType, number][] = [
  [ApplicationCommandType.ChatInput, 100],
  [ApplicationCommandType.User, 15],
  [ApplicationCommandType.Message, 15],
]

export function commandListIssues(commands: readonly Command[]): Issue[] {
  const issues = commands.flatMap((command, index) => commandIssues(command, [index]))
  const keys = commands.map((command) => `${command.type ?? 1}:${command.name}`)
  for (const [index, key] of keys.entries())
    if (keys.indexOf(key) !== index)
      issues.push(
        issue([index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique'),
      )
  for (const [type, limit] of limits)
    if (
      commands.filter((command) => (command.type ?? ApplicationCommandType.ChatInput) === type).length > limit
    )
      issues.push(issue([], 'BASE_TYPE_MAX_LENGTH', `Must be ${limit} or fewer in length.`))
  return issues
}

export function commandIssues(command: Command, path: Path): Issue[] {
  const isChatInput = (command.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput
  if (!isChatInput)
    return command.description
      ? [
          issue(
            [...path, 'description'],
            'APPLICATION_COMMAND_DESCRIPTION_INVALID',
            'Context menu commands cannot have description',
          ),
        ]
      : []
  const issues = [...nameIssues(command.name, path), ...descriptionIssues(command.description, path)]
  if (textLength(command) > totalLimit)
    issues.push(issue(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${totalLimit})`))
  return [...issues, ...optionListIssues(command.options ?? [], [...path, 'options'])]
}

function nameIssues(name: string, path: Path): Issue[] {
  return namePattern.test(name) && name === name.toLowerCase()
    ? []
    : [issue([...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')]
}

function descriptionIssues(description: string | undefined, path: Path): Issue[] {
  return description ? [] : [issue([...path, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required')]
}

function isSub(option: APIApplicationCommandOption): boolean {
  return option.type === Option.Subcommand || option.type === Option.SubcommandGroup
}

function optionListIssues(options: readonly APIApplicationCommandOption[], path: Path): Issue[] {
  const issues: Issue[] = []
  let optionalSeen = false
  for (const [index, option] of options.entries()) {
    const here = [...path, index]
    issues.push(...nameIssues(option.name, here), ...descriptionIssues(option.description, here))
    if (options.findIndex((other) => other.name === option.name) !== index)
      issues.push(
        issue(
          [...here, 'name'],
          'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
          'Option name already exists',
        ),
      )
    if (option.required && optionalSeen)
      issues.push(
        issue(
          here,
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before non-required options',
        ),
      )
    optionalSeen ||= !option.required
    issues.push(...optionIssues(option, here))
  }
  if (options.some(isSub) && !options.every(isSub))
    issues.push(
      issue(
        path,
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-command and sub-command group option types are mutually exclusive to all other types',
      ),
    )
  return issues
}

function optionIssues(option: APIApplicationCommandOption, path: Path): Issue[] {
  if (option.type === Option.Subcommand || option.type === Option.SubcommandGroup)
    return optionListIssues(option.options ?? [], [...path, 'options'])
  const issues: Issue[] = []
  if ('choices' in option && option.choices?.length && option.autocomplete)
    issues.push(
      issue(
        path,
        'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
        'Autocomplete may not be set to true if choices are present',
      ),
    )
  if ('choices' in option && option.choices) {
    const names = option.choices.map((choice) => choice.name)
    if (new Set(names).size !== names.length)
      issues.push(
        issue(
          [...path, 'choices'],
          'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
          'Option choice name already exists',
        ),
      )
  }
  return issues
}

function textLength(value: Command | APIApplicationCommandOption): number {
  const options = 'options' in value && value.options ? value.options : []
  const choices = 'choices' in value && value.choices ? value.choices : []
  const own = value.name.length + (value.description?.length ?? 0)
  return (
    own +
    options.reduce((sum, option) => sum + textLength(option), 0) +
    choices.reduce((sum, choice) => sum + choice.name.length + String(choice.value).length, 0)
  )
}
