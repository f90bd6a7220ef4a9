import { expect, test } from 'vitest'
import { textsFor } from '#messages/texts/texts.ts'
import { commands } from './commands.ts'
import { germanNames } from './german-names.ts'

interface Part {
  name: string
  description?: string | undefined
  name_localizations?: { de?: string | null | undefined } | null | undefined
  description_localizations?: { de?: string | null | undefined } | null | undefined
  options?: readonly Part[] | undefined
}

const definitions: Part[] = commands.map(({ definition }) => definition)
const withParts = (part: Part): Part[] => [part, ...(part.options ?? []).flatMap(withParts)]
const parts = definitions.flatMap(withParts)

test('every command, subcommand and option has a name and a description in German', () => {
  const isOneWord = new Set(['Scheduler'])
  const untold = parts.filter(
    ({ description = '', name_localizations: names, description_localizations: descriptions }) =>
      names?.de === undefined || (descriptions?.de === undefined && !isOneWord.has(description)),
  )
  expect(untold.map(({ name }) => name)).toEqual([])
  expect(Object.keys(germanNames).filter((name) => !parts.some((part) => part.name === name))).toEqual([])
})

test('German names are what Discord takes, and differ where their own do', () => {
  const german = ({ name_localizations: names }: Part) => names?.de ?? ''
  for (const part of parts) expect(german(part)).toMatch(/^[-_\p{Ll}\p{N}]{1,32}$/u)
  for (const siblings of [definitions, ...parts.map(({ options = [] }) => options)]) {
    expect(new Set(siblings.map(german)).size).toBe(siblings.length)
  }
})

test.each(['en-US', 'de'])('in %s, texts name commands as their reader sees them', (locale) => {
  const nameOf = (part: Part) => (locale === 'de' ? part.name_localizations?.de : undefined) ?? part.name
  const known = definitions.flatMap((command) => [
    `/${nameOf(command)}`,
    ...(command.options ?? []).map((sub) => `/${nameOf(command)} ${nameOf(sub)}`),
    ...(command.options ?? []).map((option) => `/${nameOf(command)} ${nameOf(option)}:`),
  ])
  const named = textsOf(textsFor(locale)).flatMap((text) =>
    [...text.matchAll(/`(\/[^`]+)`/g)].map(([, command = '']) => command.replace(/:True$/, ':')),
  )
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((command) => !known.includes(command))).toEqual([])
})

/** Every text; those with gaps with something in them. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return textsOf(value(...Array.from({ length: value.length }, () => '2')))
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
