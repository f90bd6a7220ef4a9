import { type APIApplicationCommand, ApplicationCommandOptionType as Type } from 'discord-api-types/v10'
import {
  contentMaxLength,
  embedDescriptionMaxLength,
  embedFieldMaxLength,
  embedsMaxLength,
} from './limits.ts'
import type { MessageBody } from './message-body.ts'

/** The clickable mention of each command that a person can call, by the names that texts of any language have for it: `stufe vergeben`. */
export type CommandMentions = ReadonlyMap<string, string>

/** What an option has that is or holds a sub-command. */
interface Part {
  type?: number
  name: string
  name_localizations?: Partial<Record<string, string | null>> | null
  options?: readonly Part[]
}

/**
 * The mentions of registered commands. Discord shows what stands in a mention and opens the command only by its own name: one in
 * another language does nothing when clicked (github.com/discord/discord-api-docs/issues/5462, /5518).
 */
export function mentionsOf(commands: readonly APIApplicationCommand[]): CommandMentions {
  const mentions = new Map<string, string>()
  const called = commands.flatMap((command) => callsOf(command).map((parts) => ({ id: command.id, parts })))
  const named = called.map(({ id, parts }) => ({
    parts,
    mention: `</${parts.map(({ name }) => name).join(' ')}:${id}>`,
  }))
  for (const { parts, mention } of named) mentions.set(parts.map(({ name }) => name).join(' '), mention)
  for (const { parts, mention } of named) {
    const locales = new Set(parts.flatMap(({ name_localizations }) => Object.keys(name_localizations ?? {})))
    for (const locale of locales) {
      const spoken = parts
        .map(({ name, name_localizations }) => name_localizations?.[locale] ?? name)
        .join(' ')
      // A command's own name stands above another's translation.
      if (!mentions.has(spoken)) mentions.set(spoken, mention)
    }
  }
  return mentions
}

/** Each way to call a command: alone, or with one of its sub-commands. */
function callsOf(part: Part): Part[][] {
  const nested = (part.options ?? []).filter(
    ({ type }) => type === Type.Subcommand || type === Type.SubcommandGroup,
  )
  if (nested.length === 0) return [[part]]
  return nested.flatMap((option) => callsOf(option).map((parts) => [part, ...parts]))
}

/** The command's names at most: `/settings words test`. */
const mostNames = 3

/**
 * The same message with its commands clickable: code that names a command, such as `/tier set`, becomes its mention. Where no id is
 * known, or a text would grow past Discord's limits, the code stays.
 */
export function withCommandMentions<Body extends Partial<MessageBody>>(
  body: Body,
  mentions: CommandMentions,
): Body {
  const { content, embeds } = body
  const mentioned = {
    ...body,
    ...(content !== undefined && { content: mentionIn(content, mentions, contentMaxLength) }),
    ...(embeds !== undefined && {
      embeds: embeds.map((embed) => ({
        ...embed,
        ...(embed.description !== undefined && {
          description: mentionIn(embed.description, mentions, embedDescriptionMaxLength),
        }),
        ...(embed.fields !== undefined && {
          fields: embed.fields.map((field) => ({
            ...field,
            value: mentionIn(field.value, mentions, embedFieldMaxLength),
          })),
        }),
      })),
    }),
  }
  return lengthOf(mentioned.embeds ?? []) > embedsMaxLength ? body : mentioned
}

function mentionIn(text: string, mentions: CommandMentions, maxLength: number): string {
  // What people typed has its backticks escaped; a block of code shows its text as it is.
  const mentioned = text.replaceAll(/```[^]*?```|(?<!\\)`\/([^`\n]+)`/g, (code, command?: string) =>
    command === undefined ? code : (mentionOf(command, mentions) ?? code),
  )
  return mentioned.length > maxLength ? text : mentioned
}

/** `imagine preset:` is the command's mention and, as code, what is to be given with it. */
function mentionOf(command: string, mentions: CommandMentions): string | undefined {
  const words = command.split(' ')
  for (let names = Math.min(mostNames, words.length); names > 0; names -= 1) {
    const mention = mentions.get(words.slice(0, names).join(' '))
    if (mention === undefined) continue
    return names === words.length ? mention : `${mention} \`${words.slice(names).join(' ')}\``
  }
  return undefined
}

function lengthOf(embeds: NonNullable<Partial<MessageBody>['embeds']>): number {
  const texts = embeds.flatMap(({ title, description, fields = [], footer, author }) => [
    title,
    description,
    footer?.text,
    author?.name,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ])
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0)
}
