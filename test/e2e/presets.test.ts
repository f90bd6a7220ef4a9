import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PermissionFlagsBits } from 'discord-api-types/v10'
import { knownModels, registerWorker, signOff } from '#db/workers.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { isDone, type Person, settingsUnder } from '#test/support/seen.ts'

let house: House
let anna: Person
let admin: Person
beforeAll(async () => {
  house = await openHouse()
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
  admin = house.emulator.person({
    username: 'admin',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageGuild,
  })
})
afterAll(() => house.close())

const preset = async (person: Person, command: string, options = {}) =>
  (await person.slash(house.channel, `preset ${command}`, options)).reply()
const paint = async (person: Person, options = {}) => {
  const asked = await person.slash(house.channel, 'imagine', {
    prompt: 'a dragon',
    size: '64x64',
    ...options,
  })
  return asked.reply((message) => isDone(message) || message.ephemeral, 30_000)
}

test('a preset of one’s own: saved, offered, painted with, used by itself, removed', async () => {
  const saved = await preset(anna, 'save', {
    name: 'Misty',
    style: 'in the mist',
    negative_prompt: 'sun',
    steps: 2,
  })
  expect(saved).toMatchObject({ ephemeral: true })
  expect(await anna.autocomplete(house.channel, 'imagine', 'preset', 'mis', { prompt: 'x' })).toEqual([
    expect.objectContaining({ name: 'Misty · 2 steps', value: 'Misty' }),
  ])
  const painted = await paint(anna, { preset: 'misty' })
  expect(painted.embeds[0]?.description).toBe('a dragon, in the mist')
  expect(settingsUnder(painted)).toContain('without sun')

  await preset(anna, 'use', { name: 'Misty' })
  expect((await preset(anna, 'list')).embeds[0]?.description).toContain('Misty')
  expect((await paint(anna)).embeds[0]?.description).toBe('a dragon, in the mist')
  await preset(anna, 'use')
  expect((await paint(anna, { steps: 1 })).embeds[0]?.description).toBe('a dragon')

  expect((await preset(anna, 'remove', { name: 'MISTY' })).content).toContain('is gone')
  expect((await paint(anna, { preset: 'Misty' })).content).toContain('no preset “Misty”')
})

test('a server’s preset is for everybody there; only its admins make it', async () => {
  const mist = { name: 'House style', style: 'bold lines', steps: 1, for_server: true }
  expect((await preset(anna, 'save', mist)).content).toContain('Manage Server')
  expect((await preset(admin, 'save', mist)).content).toContain('is saved')
  expect((await paint(house.person('ben'), { preset: 'House style' })).embeds[0]?.description).toContain(
    'bold lines',
  )
  expect((await preset(anna, 'remove', { name: 'House style', for_server: true })).content).toContain(
    'Manage',
  )
})

test('a name that ships is taken', async () => {
  expect((await preset(anna, 'save', { name: 'neon', style: 'x' })).content).toContain('Choose another name')
})

test('models are offered that a living worker has, and sizes that suit one', async () => {
  const { db } = house.database
  const [own] = await knownModels(db)
  if (own === undefined) throw new Error('no worker has told of its model')
  const id = randomUUID()
  const models = [{ ...own, name: 'resting' }]
  await registerWorker(db, { id, host: 'elsewhere', pid: 1, device: 'cpu', models, slots: 1 })
  const offered = async (option: string) =>
    (await anna.autocomplete(house.channel, 'imagine', option, '', { prompt: 'x' })).map(({ value }) =>
      String(value),
    )
  expect((await offered('model')).toSorted((a, b) => a.localeCompare(b))).toEqual([own.name, 'resting'])
  await signOff(db, id)
  expect(await offered('model')).toEqual([own.name])
  const sizes = await offered('size')
  expect(sizes[0]).toBe(`${own.width}x${own.height}`)
  expect(new Set(sizes).size).toBe(sizes.length)
})
