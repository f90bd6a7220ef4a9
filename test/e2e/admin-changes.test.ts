import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findSettings } from '#db/guild-settings.ts'
import { definedTiers } from '#db/tiers.ts'
import { registerWorker } from '#db/workers.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { textOf } from '#test/support/text-of.ts'
import type { Person } from '#test/support/seen.ts'

let house: House
let admin: Person
beforeAll(async () => {
  house = await openHouse({ MAX_STEPS: '50', MAX_WEIGHT: '5' })
  await house.startBot()
  const facts = {
    width: 64,
    height: 64,
    steps: 4,
    guidance: 7.5,
    scheduler: 'euler' as const,
    sizeMultiple: 8,
  }
  await registerWorker(house.database.db, {
    id: '0b0e7f4e-6a6c-4f0e-9f5a-3b7a0f0c1d2e',
    host: 'here',
    pid: 1,
    device: 'cpu',
    models: [{ name: 'model', ...facts }],
    slots: 1,
  })
  admin = house.emulator.person({
    username: 'admin',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageGuild,
  })
})
afterAll(() => house.close())

const says = async (command: string, options = {}) =>
  textOf(await (await admin.slash(house.channel, command, options)).reply())
const tiers = () => definedTiers(house.database.db, house.server.id)

test('a tier that is defined again keeps what is left out; reset forgets its limits first', async () => {
  expect(await says('tier define', { name: 'gold', weight: 2 })).toContain('`pictures_per_day`')
  expect(await tiers()).toEqual([])
  await says('tier define', {
    name: 'gold',
    pictures_per_day: 40,
    most_steps: 30,
    largest_size: '256x256',
    weight: 3,
  })
  expect(await says('tier define', { name: 'Gold' })).toContain('at least one thing')
  const changed = await says('tier define', { name: 'Gold', pictures_per_day: 50 })
  expect(changed).toContain('40 → 50')
  expect(await tiers()).toEqual([
    { name: 'gold', picturesPerDay: 50, steps: 30, pixels: 256 * 256, weight: 3, speed: null },
  ])
  await says('tier define', { name: 'gold', reset: true, weight: 2 })
  expect(await tiers()).toEqual([
    { name: 'gold', picturesPerDay: 50, steps: 50, pixels: 1024 * 1024, weight: 2, speed: null },
  ])
})

test('a tier above a ceiling that came down since can still be changed elsewhere', async () => {
  await house.database.sql`update tiers set steps = 90 where name = 'gold'`
  expect(await says('tier define', { name: 'gold', weight: 4 })).toContain('2 → 4')
  expect(await says('tier define', { name: 'gold', most_steps: 51 })).toContain('at most 50 steps')
})

test('blocked words: several at once, of a kind, tried before they are saved; no preset holds one', async () => {
  const prompt = 'a bl00dy robotic castle'
  expect(await says('settings words test', { prompt, word: 'blood, robot' })).toBe(
    'Refused: “bl00dy”, by the rule blood (with its forms).',
  )
  expect(await says('settings words test', { prompt, word: 'robot', kind: 'anywhere' })).toContain('“robot”')
  expect(await says('settings words test', { prompt: 'a [dragon:castle:0.5]', word: 'dragon' })).toContain(
    'Refused',
  )
  expect(await says('settings words test', { prompt })).toContain('none of 0 rules')
  expect(await says('settings words block', { word: 'a', kind: 'anywhere' })).toContain('at least 3 letters')

  await says('settings words block', { word: 'blood, war' })
  expect(await says('settings words block', { word: 'robot', kind: 'anywhere' })).toContain(
    'blood (with its forms), war (with its forms) → robot (anywhere), blood (with its forms), war (with its forms)',
  )
  expect(await says('imagine', { prompt })).toContain("doesn't want “robot”")
  expect(await says('preset save', { name: 'dark', style: '{prompt}, b l o o d y' })).toContain(
    "doesn't want “blood”",
  )
  expect(await says('preset save', { name: 'wars', style: '{prompt}, dark' })).toContain("doesn't want “war”")
  expect(await says('preset save', { name: 'dark', style: '{prompt}, at night' })).toContain('is saved')

  expect(await admin.autocomplete(house.channel, 'settings words unblock', 'word', 'robot')).toEqual([
    { name: 'robot (anywhere)', value: 'robot' },
  ])
  expect(await says('settings words unblock', { word: 'castle' })).toContain('is not blocked')
  await says('settings words unblock', { word: 'robot, Blood' })
  const { blockedWords } = await findSettings(house.database.db, house.server.id)
  expect(blockedWords).toEqual(['stem:war'])
})

test('settings are shown with their values and whose they are; titles name what happened', async () => {
  await says('settings limits', { most_steps: 20 })
  const shown = await says('settings show')
  expect(shown).toContain('Most steps: 20 (this server’s)')
  expect(shown).toContain('Largest size: 1024×1024 (1,048,576 pixels in all) (operator’s)')
  expect(shown).toContain('Default steps: 4 (model’s)')
  expect(await says('settings limits', { reset: true })).toMatch(/^\nChanged: Most steps\n/)
  expect(await says('tier define', { name: 'silver', pictures_per_day: 5 })).toContain('Tier silver defined')
  expect(await says('tier define', { name: 'silver', pictures_per_day: 6 })).toContain('Tier silver changed')
})

test('who falls back is said when a tier is removed, and a refusal makes sense without it', async () => {
  const bert = house.person('bert')
  await says('tier set', { tier: 'silver', member: bert.id })
  await says('settings tier', { tier: 'silver' })
  const removed = await says('tier remove', { tier: 'silver' })
  expect(removed).toContain('Tier silver removed')
  expect(removed).toContain(`Given back by: <@${bert.id}>.`)
  expect(removed).toContain('Everybody’s tier is free now.')
})

test('pictures are painted in the text of voice and stage channels, too; a category is no place for them', async () => {
  const { world } = house.emulator
  const voice = world.createChannel(house.server, { name: 'lounge', type: ChannelType.GuildVoice })
  const stage = world.createChannel(house.server, { name: 'stage', type: ChannelType.GuildStageVoice })
  const category = world.createChannel(house.server, { name: 'all', type: ChannelType.GuildCategory })
  expect(await says('settings channels allow', { channel: category.id })).toContain('Nobody writes in')
  expect(await says('settings channels allow', { channel: stage.id })).toContain(`<#${stage.id}>`)
  expect(await says('settings channels allow', { channel: voice.id })).toContain(`<#${voice.id}>`)

  const asked = async () => (await admin.slash(voice, 'imagine', { prompt: 'a castle' })).reply()
  expect((await asked()).ephemeral).toBe(false)
  await says('settings channels everywhere')
})
