import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
} from 'discord-api-types/v10'
import type { Choice } from '#playground/server/protocol.ts'
import { texts } from '#playground/page/texts/texts.ts'

/** The content of an option's chip. */
export interface Given {
  text: string
  /** The choice, person, role or channel that was picked; `text` is its name. */
  picked?: string | number | boolean
  file?: File
}

export type Sent = { value: string | number | boolean } | { file: File } | { error: string }

/** The value to send, or why Discord's client would not send it. */
export function valueOf(option: APIApplicationCommandBasicOption, given: Given): Sent {
  const { text, picked, file } = given
  if (option.type === Type.Attachment) return file === undefined ? { error: texts.wrong.needsFile } : { file }
  if (picked === undefined && text.trim() === '') return { error: texts.wrong.needsValue }
  switch (option.type) {
    case Type.String: {
      if (option.choices !== undefined && option.choices.length > 0) return among(option.choices, given)
      const value = picked === undefined ? text : String(picked)
      const { min_length: least, max_length: most = 6000 } = option
      if (value.length > most) return { error: texts.wrong.tooLong(most, value.length) }
      if (least !== undefined && value.length < least) return { error: texts.wrong.tooShort(least) }
      return { value }
    }
    case Type.Integer:
    case Type.Number: {
      if (option.choices !== undefined && option.choices.length > 0) return among(option.choices, given)
      const value = picked === undefined ? Number(text.trim()) : Number(picked)
      if (!Number.isFinite(value) || (option.type === Type.Integer && !Number.isSafeInteger(value)))
        return { error: option.type === Type.Integer ? texts.wrong.integer : texts.wrong.number }
      return range(value, option.min_value, option.max_value)
    }
    case Type.Boolean: {
      const word = text.trim().toLowerCase()
      if (typeof picked === 'boolean') return { value: picked }
      return word === 'true' || word === 'false' ? { value: word === 'true' } : { error: texts.wrong.boolean }
    }
    case Type.User:
    case Type.Role:
    case Type.Channel:
    case Type.Mentionable:
      return picked === undefined ? { error: texts.wrong.mustPick } : { value: picked }
  }
}

function among(choices: readonly Choice[], { text, picked }: Given): Sent {
  const word = text.trim().toLowerCase()
  const choice = choices.find(({ name, value }) =>
    picked === undefined ? name.toLowerCase() === word : value === picked,
  )
  return choice === undefined ? { error: texts.wrong.mustPick } : { value: choice.value }
}

function range(value: number, least: number | undefined, most: number | undefined): Sent {
  if (least !== undefined && most !== undefined && (value < least || value > most))
    return { error: texts.wrong.between(least, most) }
  if (least !== undefined && value < least) return { error: texts.wrong.atLeast(least) }
  if (most !== undefined && value > most) return { error: texts.wrong.atMost(most) }
  return { value }
}
