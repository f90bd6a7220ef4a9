import { Locale, PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '#discord-emulator/person/person.ts'
import { openHouse, type House } from '#test/support/house.ts'
import { textOf } from '#test/support/text-of.ts'

let house: House
let mira: Person
beforeAll(async () => {
  house = await openHouse()
  await house.startBot()
  mira = house.emulator.person({
    username: 'mira',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageGuild,
  })
})
afterAll(() => house.close())

const help = async () => textOf(await (await mira.slash(house.channel, 'help')).reply())
const idOf = (name: string) =>
  mira.commands(house.channel).find(({ command }) => command.name === name)?.command.id

test('every command of /help is a press away, by its own name in every language', async () => {
  expect(await help()).toContain(`</imagine:${idOf('imagine')}>: paints`)
  mira.user.locale = Locale.German
  const german = await help()
  expect(german).toContain(`</mygallery:${idOf('mygallery')}>: deine Bilder`)
  expect(german).toContain(`</settings show:${idOf('settings')}>`)
  expect(german).not.toMatch(/`\//)
})
