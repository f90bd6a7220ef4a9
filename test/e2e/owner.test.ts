import { REST } from '@discordjs/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restOptions } from '#delivery/rest-options.ts'
import { deployCommands } from '#deploy-commands/deploy-commands.ts'
import { type House, openHouse } from '#test/support/house.ts'

const ownerId = '100000000000000077'
let house: House
beforeAll(async () => {
  house = await openHouse({ OWNER_IDS: ownerId })
  const rest = new REST(restOptions(house.config)).setToken(house.application.token)
  // As `npm start` does with OWNER_IDS and without DISCORD_GUILD_ID.
  const { ownerIds } = house.config.discord
  await deployCommands({ rest, db: house.database.db }, { guildId: undefined, owners: ownerIds })
  await house.startBot()
})
afterAll(() => house.close())

test('with OWNER_IDS alone, /owner is in direct messages with the bot, leaves a trace, and refuses others', async () => {
  const owner = house.emulator.person({ id: ownerId, username: 'owner', guilds: [house.server] })
  const anna = house.person('anna')
  const says = async (who: typeof owner, command: string, options = {}) => {
    const asked = await who.slash(who.directMessages(house.application), `owner ${command}`, options)
    const { content, embeds } = await asked.reply()
    return JSON.stringify([content, embeds])
  }
  await expect(anna.slash(house.channel, 'owner status', {})).rejects.toThrow(/owner/)
  expect(await says(anna, 'status')).toContain('Only the operator')

  expect(await says(owner, 'ban', { person: anna.user.id, reason: 'spam' })).toContain('spam')
  await says(owner, 'pause', { reason: 'new GPU' })
  const history = await says(owner, 'history')
  expect(history).toMatch(/changed whether pictures are taken[\s\S]*banned a person/)
  expect(history).toContain(anna.user.id)

  const lines = house.log.map((line) => JSON.parse(line)).filter(({ action }) => action !== undefined)
  expect(lines).toMatchObject([
    { action: 'owner.ban', owner: ownerId, subject: `<@${anna.user.id}>` },
    { action: 'owner.mode', owner: ownerId },
  ])
  // Words that were typed are in the table alone.
  expect(house.log.join()).not.toMatch(/spam|new GPU/)
})

test('/owner status counts today’s pictures by server and by person', async () => {
  const owner = house.emulator.person({ id: ownerId, username: 'owner', guilds: [house.server] })
  const { sql } = house.database
  const day = new Date().toISOString().slice(0, 10)
  const asked = await owner.slash(owner.directMessages(house.application), 'owner status', {})
  expect(JSON.stringify((await asked.reply()).embeds)).not.toContain('busiest')
  await sql`alter table quota_holds drop constraint if exists quota_holds_generation_id_generations_id_fk`
  for (const [user, scope, pictures] of [
    ['111111111111111111', '222222222222222222', 3],
    ['111111111111111111', 'dm', 1],
    ['333333333333333333', '222222222222222222', 2],
  ] as const) {
    await sql`insert into quota_holds (generation_id, user_id, scope, day, pictures)
      values (gen_random_uuid(), ${user}, ${scope}, ${day}, ${pictures})`
  }
  const again = await owner.slash(owner.directMessages(house.application), 'owner status', {})
  const text = JSON.stringify((await again.reply()).embeds)
  expect(text).toMatch(/busiest servers.*`222222222222222222`: 5\\ndirect messages: 1/)
  expect(text).toMatch(/busiest people.*<@111111111111111111>: 4\\n<@333333333333333333>: 2/)
})
