import { PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { definedTiers } from '#db/tiers.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { textOf } from '#test/support/text-of.ts'
import type { Person } from '#test/support/seen.ts'

let house: House
let admin: Person
beforeAll(async () => {
  house = await openHouse({ MAX_STEPS: '50', MAX_WEIGHT: '5' })
  await house.startBot()
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
    { name: 'gold', picturesPerDay: 50, steps: 30, pixels: 256 * 256, weight: 3 },
  ])
  await says('tier define', { name: 'gold', reset: true, weight: 2 })
  expect(await tiers()).toEqual([
    { name: 'gold', picturesPerDay: 50, steps: 50, pixels: 1024 * 1024, weight: 2 },
  ])
})

test('a tier above a ceiling that came down since can still be changed elsewhere', async () => {
  await house.database.sql`update tiers set steps = 90 where name = 'gold'`
  expect(await says('tier define', { name: 'gold', weight: 4 })).toContain('2 → 4')
  expect(await says('tier define', { name: 'gold', most_steps: 51 })).toContain('at most 50 steps')
})
