import { expect, test } from 'vitest'
import { messageCommands } from '#bot/message-commands/message-commands.ts'
import { localisedCommand, localisedContextMenu } from '#messages/localised-command.ts'
import { commandsEn, contextMenuEn } from '#messages/texts/en/commands.ts'
import { languages, translations } from '#messages/texts/texts.ts'
import { textsOf } from '#test/support/texts-of.ts'
import { commands } from './commands.ts'

/** A command, subcommand, option or choice, as Discord is sent it. */
interface Part {
  name: string
  value?: unknown
  description?: string | undefined
  name_localizations?: Readonly<Record<string, string | null | undefined>> | null | undefined
  description_localizations?: Readonly<Record<string, string | null | undefined>> | null | undefined
  options?: readonly Part[] | undefined
  choices?: readonly Part[] | undefined
}

const slash: Part[] = commands.map(({ definition }) => localisedCommand(definition))
const contextMenu: Part[] = Object.values(messageCommands).map(({ definition }) =>
  localisedContextMenu(definition),
)
const withParts = (part: Part): Part[] => [part, ...(part.options ?? []).flatMap(withParts)]
const parts = slash.flatMap(withParts)
const choices = parts.flatMap((part) => part.choices ?? [])

/** The locale that Discord sends for a language; undefined for English, in which everything has its own name. */
const localeOf = (code: string) => translations.find((one) => one.code === code)?.locales[0]
function nameIn(code: string, { name, name_localizations: names }: Part): string | null | undefined {
  const locale = localeOf(code)
  return locale === undefined ? name : names?.[locale]
}
function descriptionIn(code: string, part: Part): string | null | undefined {
  const locale = localeOf(code)
  return locale === undefined ? part.description : part.description_localizations?.[locale]
}

test.each(languages)('$name: names are what Discord takes, and differ where their own do', ({ code }) => {
  for (const part of parts) {
    expect(nameIn(code, part)).toMatch(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
    expect(nameIn(code, part)).toBe(nameIn(code, part)?.toLocaleLowerCase(code))
  }
  for (const siblings of [slash, contextMenu, ...parts.map(({ options = [] }) => options)]) {
    expect(new Set(siblings.map((part) => nameIn(code, part))).size).toBe(siblings.length)
  }
  for (const part of contextMenu) expect(nameIn(code, part)).toMatch(/^.{1,32}$/u)
})

test.each(languages)('$name: an option has one name, whichever command it belongs to', ({ code }) => {
  const several = parts.filter(({ name: own }) => {
    const names = parts.filter(({ name }) => name === own).map((part) => nameIn(code, part))
    return new Set(names).size > 1
  })
  expect(several.map(({ name }) => name)).toEqual([])
})

test.each(languages)('$name: descriptions, choices and whole commands keep Discord’s limits', ({ code }) => {
  for (const part of parts) expect(descriptionIn(code, part)).toMatch(/^.{1,100}$/u)
  for (const choice of choices) {
    // A choice without translations is called the same everywhere.
    expect(choice.name_localizations === undefined ? choice.name : nameIn(code, choice)).toMatch(
      /^.{1,100}$/u,
    )
  }
  for (const command of slash) {
    const said = withParts(command).flatMap((part) => [
      nameIn(code, part) ?? '',
      descriptionIn(code, part) ?? '',
      ...(part.choices ?? []).flatMap((one) => [one.name, String(one.value)]),
    ])
    expect(said.join('').length).toBeLessThanOrEqual(8000)
  }
})

test('every text of a command belongs to a part of it', () => {
  const ownOf = (part: Part): object => ({
    description: part.description,
    ...(part.options && { options: Object.fromEntries(part.options.map((one) => [one.name, ownOf(one)])) }),
    ...(part.choices?.some((one) => one.name_localizations !== undefined) === true && {
      choices: Object.fromEntries(part.choices.map((one) => [String(one.value), one.name])),
    }),
  })
  expect(Object.fromEntries(slash.map((command) => [command.name, ownOf(command)]))).toEqual(commandsEn)
  expect(contextMenu.map(({ name }) => name)).toEqual(contextMenuEn)
})

test.each(languages)('$name: texts name commands as their reader sees them', ({ code, texts }) => {
  const known = slash.flatMap((command) => {
    const name = `/${nameIn(code, command)}`
    const inner = (command.options ?? []).map((option) => nameIn(code, option))
    return [name, ...inner.flatMap((option) => [`${name} ${option}`, `${name} ${option}:`])]
  })
  const inCode = textsOf(texts, '2').flatMap(({ text }) =>
    [...text.matchAll(/`(\/[^`]+)`/g)].map(([, command = '']) => command.replace(/:True$/, ':')),
  )
  const inDescriptions = parts.flatMap((part) => {
    const named = (descriptionIn(code, part) ?? '').match(/(?<= )\/\p{L}+( (?=[^ ]+$)\p{L}+)?/u)
    return named === null ? [] : [named[0]]
  })
  expect(inCode.length).toBeGreaterThan(10)
  expect([...inCode, ...inDescriptions].filter((command) => !known.includes(command))).toEqual([])
})
