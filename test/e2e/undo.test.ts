import { ComponentType, PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowListsIn } from '#db/allow-lists.ts'
import { erase, findErasure, requestErasure } from '#db/erase.ts'
import { findSettings } from '#db/guild-settings.ts'
import { assignmentsIn } from '#db/tier-assignments.ts'
import { definedTiers } from '#db/tiers.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { textOf } from '#test/support/text-of.ts'
import type { Person, SeenMessage } from '#test/support/seen.ts'

const menuName = 'Take a change back…'

let house: House
let admin: Person
beforeAll(async () => {
  house = await openHouse({ MAX_STEPS: '50' })
  await house.startBot()
  admin = house.emulator.person({
    username: 'admin',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageGuild,
  })
})
afterAll(() => house.close())

const answer = async (command: string, options = {}) =>
  (await admin.slash(house.channel, command, options)).reply()
const says = async (command: string, options = {}) => textOf(await answer(command, options))
/** Takes back the change that `/settings history` shows at a place, the latest at 1. */
async function undo(place = 1) {
  const history = await answer('settings history')
  return textOf(await (await admin.select(history, menuName, entryAt(history, place))).reply())
}
function entryAt({ selects: [menu] }: SeenMessage, place: number): string {
  const entries = menu?.type === ComponentType.StringSelect ? menu.options : []
  return entries[place - 1]?.value ?? 'none'
}
const settings = () => findSettings(house.database.db, house.server.id)
const tiers = () => definedTiers(house.database.db, house.server.id)
const given = () => assignmentsIn(house.database.db, house.server.id)

test('a setting becomes what it was, and that is an entry that can be taken back, too', async () => {
  await says('settings limits', { most_steps: 20 })
  await says('settings limits', { most_steps: 30 })
  const undone = await undo()
  expect(undone).toContain('30 → 20')
  expect(undone).toContain(`That takes back what <@${admin.id}> changed <t:`)
  expect((await settings()).mostSteps).toBe(20)
  await undo()
  expect((await settings()).mostSteps).toBe(30)
  expect(await says('settings history')).toMatch(/20 → 30[\s\S]*30 → 20[\s\S]*20 → 30/)
})

test('a change is not taken back over a later one', async () => {
  await says('settings words block', { word: 'war' })
  await says('settings words block', { word: 'blood' })
  expect(await undo(2)).toContain('Blocked words was changed again since')
  expect((await settings()).blockedWords).toEqual(['stem:blood', 'stem:war'])
  await undo(1)
  await undo(3)
  expect((await settings()).blockedWords).toEqual([])
})

test('a tier that was given is taken back, and given again', async () => {
  const bert = house.person('bert')
  await says('tier set', { tier: 'pro', member: bert.id })
  expect(await undo()).toMatch(/Tier taken back[\s\S]*pro/)
  expect(await given()).toEqual([])
  await undo()
  expect(await given()).toEqual([{ kind: 'member', subjectId: bert.id, tier: 'pro' }])
  await says('tier remove', { member: bert.id })
  await undo()
  expect(await given()).toHaveLength(1)
  await says('tier set', { tier: 'free', member: bert.id })
  expect(await undo(2)).toContain(`<@${bert.id}> was changed again since`)
})

test('a tier’s definition becomes what it was; a removed one comes back with those who had it', async () => {
  const carl = house.person('carl')
  await says('tier define', { name: 'gold_1', pictures_per_day: 40, most_steps: 30, weight: 2 })
  const [gold] = await tiers()
  await says('tier define', { name: 'gold_1', pictures_per_day: 50 })
  expect(await undo()).toContain('50 → 40')
  expect(await tiers()).toEqual([gold])

  await says('tier set', { tier: 'gold_1', member: carl.id })
  await says('settings tier', { tier: 'gold_1' })
  const before = await given()
  await says('tier remove', { tier: 'gold_1' })
  expect(await tiers()).toEqual([])
  expect(await undo()).toContain(`<@${carl.id}>`)
  expect(await tiers()).toEqual([gold])
  expect(await given()).toEqual(before)
  expect((await settings()).defaultTier).toBe('gold_1')
  await undo()
  expect(await tiers()).toEqual([])
})

test('a new tier that somebody was given since stays; values above a ceiling are refused', async () => {
  const dora = house.person('dora')
  await says('tier define', { name: 'silver', pictures_per_day: 40 })
  await says('tier set', { tier: 'silver', member: dora.id })
  expect(await undo(2)).toContain('“silver” is in use by now')
  await house.database.sql`insert into audit_entries (guild_id, actor_id, action, before, after)
    values (${house.server.id}, ${admin.id}, 'settings', '{"mostSteps": 90}', '{"mostSteps": 30}')`
  expect(await undo()).toContain('The operator’s ceiling for “Most steps” is 50')
})

test('which models and LoRAs may be used is taken back, with a tier’s definition, too', async () => {
  const { db } = house.database
  const lists = () => allowListsIn(db, house.server.id)
  const role = house.emulator.world.createRole(house.server, { name: 'Artists' })
  await says('settings models', { role: role.id, loras: 'ink*' })
  await says('settings models', { role: role.id, loras: 'pixel*' })
  expect(await undo()).toContain('pixel\\* → ink\\*')
  expect(await undo(2)).toContain('was changed again since')
  await says('settings models', { role: role.id, loras: '*' })
  expect(await lists()).toEqual([])

  await says('tier define', { name: 'free', loras: '-' })
  await undo()
  expect(await lists()).toEqual([])

  await says('tier define', { name: 'my_art', pictures_per_day: 3, loras: 'ink*' })
  await says('tier remove', { tier: 'my_art' })
  expect(await lists()).toEqual([])
  await undo()
  const mine = { subject: 'tier', subjectId: 'my_art', models: null, loras: ['ink*'] }
  expect(await lists()).toEqual([mine])
  await says('tier define', { name: 'my_art', loras: '*', most_steps: 10 })
  await undo()
  expect(await lists()).toEqual([mine])
})

test('of somebody who deleted their data nothing is taken back', async () => {
  const carl = house.person('carl')
  await says('tier set', { member: carl.id, tier: 'pro' })
  await requestErasure(house.database.db, carl.id)
  const erasure = await findErasure(house.database.db, carl.id)
  await erase(house.database.db, erasure ?? expect.fail('no erasure'))
  expect(await undo()).toContain('has deleted their data')
})

test('the same entry picked twice at once is taken back once, another one besides', async () => {
  await says('settings words block', { word: 'smoke' })
  await says('settings limits', { most_steps: 40 })
  const before = (await settings()).mostSteps
  const history = await answer('settings history')
  const pick = (place: number) => admin.select(history, menuName, entryAt(history, place))
  const [first, repeated] = await Promise.all([pick(1), pick(1)])
  const other = await pick(2)
  expect(textOf(await other.reply())).toContain('That takes back')
  await expect.poll(() => [...first.messages(), ...repeated.messages()]).toHaveLength(1)
  expect((await settings()).mostSteps).not.toBe(before)
  expect((await settings()).blockedWords).toEqual([])
})

test('who may not manage the server any more takes nothing back', async () => {
  const history = await answer('settings history')
  house.emulator.world.setRoles(house.server, admin.user, [])
  const refused = await (await admin.select(history, menuName, entryAt(history, 1))).reply()
  expect(refused.content).toContain('Manage Server')
})
