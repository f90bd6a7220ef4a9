import { expect, test } from 'vitest'
import { byUniqueName } from './by-unique-name.ts'
import { commands } from '#bot/commands/commands.ts'

test('a command that is there twice stops the start', () => {
  expect(() =>
    byUniqueName([...commands, ...commands.slice(0, 1)], ({ definition }) => definition.name),
  ).toThrow('"imagine" has two handlers')
})
