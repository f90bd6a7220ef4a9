import type { APIApplicationCommand } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { commandItems, findCommands } from './commands.ts'

const commands = [
  {
    type: 1,
    name: 'tier',
    description: 'Tiers',
    options: [{ type: 1, name: 'set', description: 'Give one' }],
  },
  { type: 1, name: 'imagine', description: 'Paint a picture from your words', options: [] },
  { type: 1, name: 'settings', description: 'Limits of this server', options: [] },
  { type: 3, name: 'Image info', description: '' },
  // Ids and versions are of no matter here.
] as unknown as APIApplicationCommand[]

const found = (typed: string) => findCommands(commandItems(commands), typed).map(({ name }) => name)

test('subcommands are lines of their own, context menu commands none', () => {
  expect(commandItems(commands).map(({ name }) => name)).toEqual(['imagine', 'settings', 'tier set'])
})

test('names that begin with what was typed come first', () => {
  expect(found('')).toHaveLength(3)
  expect(found('set')).toEqual(['settings', 'tier set'])
  expect(found('picture')).toEqual(['imagine'])
  expect(found('nothing')).toEqual([])
})
