import { expect, test } from 'vitest'
import { type AllowList, type AllowListAsker, readNames, refuseByLists } from './allow-lists.ts'

const list = (subject: AllowList['subject'], subjectId: string, models: string[] | null): AllowList => ({
  subject,
  subjectId,
  models,
  loras: null,
})
const anna: AllowListAsker = { tier: 'free', roleIds: ['@everyone', '6'], channelIds: ['thread', '8'] }
const refused = (name: string, lists: AllowList[], asker = anna) =>
  refuseByLists({ kind: 'model', name }, asker, { lists, tiers: ['free', 'pro', 'gold'] })

test('without lists everything may be used, and a list about models says nothing of LoRAs', () => {
  expect(refused('dreamshaper', [])).toBeUndefined()
  const lists = [list('tier', 'free', ['mini'])]
  expect(refuseByLists({ kind: 'lora', name: 'ink' }, anna, { lists, tiers: [] })).toBeUndefined()
})

test('a tier’s list refuses what it doesn’t name, and says which tiers may', () => {
  const lists = [list('tier', 'free', ['mini', 'photo*']), list('tier', 'gold', [])]
  expect(refused('dreamshaper', lists)).toEqual({
    kind: 'model',
    name: 'dreamshaper',
    by: 'tier',
    tier: 'free',
    who: ['pro'],
    instead: ['mini', 'photo*'],
  })
  for (const name of ['mini', 'MINI', 'mini.safetensors', 'Photorealistic'])
    expect(refused(name, lists)).toBeUndefined()
})

test('of several roles with a list one is enough', () => {
  const lists = [list('role', '@everyone', ['mini']), list('role', '7', ['dreamshaper'])]
  expect(refused('mini', lists)).toBeUndefined()
  expect(refused('dreamshaper', lists)).toMatchObject({ by: 'role', who: ['7'], instead: ['mini'] })
  expect(refused('dreamshaper', lists, { ...anna, roleIds: ['@everyone', '7'] })).toBeUndefined()
})

test('a thread has its channel’s list, or its own; programs ask in no channel', () => {
  const lists = [list('channel', '8', ['mini']), list('channel', '9', ['dreamshaper'])]
  expect(refused('dreamshaper', lists)).toMatchObject({ by: 'channel', who: ['9'], instead: ['mini'] })
  expect(refused('dreamshaper', [...lists, list('channel', 'thread', ['dreamshaper'])])).toBeUndefined()
  expect(refused('dreamshaper', lists, { ...anna, channelIds: [] })).toBeUndefined()
})

test('tier, roles and channel each have to allow it', () => {
  const lists = [
    list('tier', 'free', ['a', 'b', 'c']),
    list('role', '6', ['a', 'b']),
    list('channel', '8', ['b', 'c']),
  ]
  expect(['a', 'b', 'c', 'd'].map((name) => refused(name, lists)?.by)).toEqual([
    'channel',
    undefined,
    'role',
    'tier',
  ])
})

test('names are read as they are typed, and written as they are there', () => {
  const words = { all: 'alle', none: 'keine' }
  const read = (text: string) => readNames(text, ['Dreamshaper', 'mini'], words)
  expect(read('dreamshaper.safetensors, mini ,, mini')).toEqual({ names: ['Dreamshaper', 'mini'] })
  expect(read('photo*, mini')).toEqual({ names: ['photo*', 'mini'] })
  expect(read('mini, dreamshapr')).toEqual({ unknown: 'dreamshapr' })
  for (const all of ['*', 'all', 'Alle']) expect(read(all)).toEqual({ names: null })
  for (const none of ['-', 'none', 'keine']) expect(read(none)).toEqual({ names: [] })
})
