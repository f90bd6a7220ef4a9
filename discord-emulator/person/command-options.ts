import { ApplicationCommandOptionType as Option } from 'discord-api-types/v10'
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIInteractionDataResolved,
  APIRole,
} from 'discord-api-types/v10'
import { inspectFile } from '#discord-emulator/world/inspect-file.ts'
import { safeFilename } from '#discord-emulator/world/attachment-addresses.ts'
import type { Channel, StoredFile } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import { addResolved } from './resolved.ts'

/** A file that a person picks or drops. */
export interface PickedFile {
  name: string
  data: Uint8Array
  contentType?: string
}

/** What a person can give for an option: anything with an id for users, roles and channels. */
export type OptionValue = string | number | boolean | PickedFile | APIRole | Channel | { id: string }
export type OptionValues = Record<string, OptionValue | undefined>

export interface SentOption {
  name: string
  type: number
  value?: string | number | boolean
  focused?: boolean
  options?: SentOption[]
}

export interface FilledOptions {
  options: SentOption[]
  resolved: APIInteractionDataResolved
}

interface Filling {
  state: State
  channel: Channel
  userId: string
  resolved: APIInteractionDataResolved
  /** Name of the option that is being typed, when autocomplete asks; then nothing is required yet. */
  focused?: string
}

/**
 * Checks what a person typed against the registered definition, as Discord's client does before it sends.
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure
 */
export async function fillOptions(
  definitions: readonly APIApplicationCommandOption[],
  subcommands: readonly string[],
  values: OptionValues,
  filling: Omit<Filling, 'resolved'>,
): Promise<FilledOptions> {
  const resolved: APIInteractionDataResolved = {}
  const options = await fillLevel(definitions, subcommands, values, { ...filling, resolved })
  return { options, resolved }
}

async function fillLevel(
  definitions: readonly APIApplicationCommandOption[],
  subcommands: readonly string[],
  values: OptionValues,
  filling: Filling,
): Promise<SentOption[]> {
  const [next, ...rest] = subcommands
  const isNested = definitions.some(
    ({ type }) => type === Option.Subcommand || type === Option.SubcommandGroup,
  )
  if (next !== undefined || isNested) {
    const definition = definitions.find(({ name }) => name === next)
    if (definition?.type !== Option.Subcommand && definition?.type !== Option.SubcommandGroup)
      throw new Error(
        `There is no subcommand "${next ?? ''}": ${definitions.map(({ name }) => name).join(', ')}`,
      )
    const options = await fillLevel(definition.options ?? [], rest, values, filling)
    return [{ name: definition.name, type: definition.type, options }]
  }
  const unknown = Object.keys(values).find(
    (name) => !definitions.some((definition) => definition.name === name),
  )
  if (unknown !== undefined) throw new Error(`The command has no option "${unknown}"`)
  const sent: SentOption[] = []
  for (const definition of definitions) {
    if (definition.type === Option.Subcommand || definition.type === Option.SubcommandGroup) continue
    const value = values[definition.name]
    if (value !== undefined) sent.push(await fillOne(definition, value, filling))
    else if (definition.required && filling.focused === undefined)
      throw new Error(`The option "${definition.name}" is required`)
  }
  return sent
}

async function fillOne(
  definition: APIApplicationCommandBasicOption,
  value: OptionValue,
  filling: Filling,
): Promise<SentOption> {
  const { name, type } = definition
  if (filling.focused === name) {
    if (!('autocomplete' in definition && definition.autocomplete))
      throw new Error(`The option "${name}" has no autocomplete`)
    return { name, type, value: typed(value), focused: true }
  }
  return { name, type, value: await check(definition, value, filling) }
}

async function check(
  definition: APIApplicationCommandBasicOption,
  value: OptionValue,
  filling: Filling,
): Promise<string | number | boolean> {
  const refuse = (why: string) => new Error(`"${definition.name}": ${why}`)
  switch (definition.type) {
    case Option.String: {
      if (typeof value !== 'string') throw refuse('must be a text')
      const chosen = pick(definition, value)
      const { min_length: least, max_length: most = 6000 } = definition
      if (chosen.length > most) throw refuse(`at most ${most} characters`)
      if (least !== undefined && chosen.length < least) throw refuse(`at least ${least} characters`)
      return chosen
    }
    case Option.Integer:
    case Option.Number: {
      const chosen = typeof value === 'string' ? pick(definition, value) : value
      if (typeof chosen !== 'number') throw refuse('must be a number')
      if (definition.type === Option.Integer && !Number.isSafeInteger(chosen))
        throw refuse('must be a whole number')
      if (definition.choices && !definition.choices.some((choice) => choice.value === chosen))
        throw refuse(`${chosen} is none of its choices`)
      if (definition.min_value !== undefined && chosen < definition.min_value)
        throw refuse(`at least ${definition.min_value}`)
      if (definition.max_value !== undefined && chosen > definition.max_value)
        throw refuse(`at most ${definition.max_value}`)
      return chosen
    }
    case Option.Boolean:
      if (typeof value !== 'boolean') throw refuse('must be true or false')
      return value
    case Option.Attachment:
      if (typeof value !== 'object' || !('data' in value)) throw refuse('must be a file')
      return await upload(value, filling)
    case Option.User:
    case Option.Role:
    case Option.Channel:
    case Option.Mentionable: {
      const id = typeof value === 'object' && 'id' in value ? value.id : typed(value)
      if (!addResolved(filling.state, filling.channel, filling.resolved, id, definition.type))
        throw refuse(`${id} is not there to be picked`)
      return id
    }
  }
}

/** A choice by its value or by the name that people see; any text where there are no choices. */
function pick<V extends string | number>(
  definition: { name: string; choices?: { name: string; value: V }[] },
  value: string,
): V | string {
  if (!definition.choices || definition.choices.length === 0) return value
  const choice = definition.choices.find((one) => one.value === value || one.name === value)
  if (choice) return choice.value
  throw new Error(
    `"${definition.name}": "${value}" is none of ${definition.choices.map((one) => one.name).join(', ')}`,
  )
}

/** Files of options go to Discord before the command is sent; the bot gets a link that expires. */
async function upload(picked: PickedFile, filling: Filling): Promise<string> {
  const file = await storeUpload(filling.state, filling.channel, picked)
  addResolved(filling.state, filling.channel, filling.resolved, file.id, Option.Attachment)
  return file.id
}

export async function storeUpload(state: State, channel: Channel, picked: PickedFile): Promise<StoredFile> {
  const bytes = Buffer.from(picked.data)
  const inspected = await inspectFile(bytes, picked.contentType ?? '')
  const file: StoredFile = {
    id: state.ids.next(),
    filename: safeFilename(picked.name),
    description: null,
    bytes,
    spoiler: picked.name.startsWith('SPOILER_'),
    ephemeral: true,
    channelId: channel.id,
    ...inspected,
    // The type that the sender's client names, which need not be the file's.
    contentType: picked.contentType ?? inspected.contentType,
  }
  state.files.set(file.id, file)
  return file
}

/** The text in the input while the option is typed. */
function typed(value: OptionValue): string {
  return typeof value === 'object' ? '' : `${value}`
}
