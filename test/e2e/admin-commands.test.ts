import { REST } from '@discordjs/rest'
import { PermissionFlagsBits, Routes } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#bot/commands/commands.ts'
import { latestChanges } from '#db/audit-entries.ts'
import { definedTiers } from '#db/tiers.ts'
import { findSettings } from '#db/guild-settings.ts'
import { assignmentsIn } from '#db/tier-assignments.ts'
import { registerWorker } from '#db/workers.ts'
import { restOptions } from '#delivery/rest-options.ts'
import { localisedCommand } from '#messages/localised-command.ts'
import { deployCommands } from '#deploy-commands/deploy-commands.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { textOf } from '#test/support/text-of.ts'
import type { Person, SeenMessage } from '#test/support/seen.ts'

const sku = '900000000000000001'
const ownerId = '100000000000000077'

let house: House
let rest: REST
let admin: Person
let owner: Person
beforeAll(async () => {
  house = await openHouse({
    FREE_PICTURES_PER_DAY: '2',
    PRO_SKU_IDS: sku,
    OWNER_IDS: ownerId,
    MAX_STEPS: '50',
  })
  rest = new REST(restOptions(house.config)).setToken(house.application.token)
  const { db } = house.database
  // In the operator's own server there is /owner too.
  await deployCommands({ rest, db }, { guildId: house.server.id })
  // As if an admin had opened every command to everybody: what is refused now, the code refuses.
  const open = commands.map(({ definition }) => ({
    ...localisedCommand(definition),
    default_member_permissions: null,
  }))
  await rest.put(Routes.applicationGuildCommands(house.application.id, house.server.id), { body: open })
  await rest.put(Routes.applicationCommands(house.application.id), { body: [] })
  await house.startBot()
  await registerWorker(db, {
    id: '0b0e7f4e-6a6c-4f0e-9f5a-3b7a0f0c1d2e',
    host: 'here',
    pid: 1,
    device: 'cpu',
    models: [
      {
        name: 'model',
        width: 64,
        height: 64,
        steps: 4,
        guidance: 7.5,
        scheduler: 'euler',
        sizeMultiple: 8,
        world: { words: [['dragon', 'castle']], examples: ['a red dragon', 'a castle', 'a third'] },
      },
    ],
    slots: 1,
  })
  admin = house.emulator.person({
    username: 'admin',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageGuild,
  })
  owner = house.emulator.person({ id: ownerId, username: 'owner', guilds: [house.server] })
})
afterAll(() => house.close())

const says = async (person: Person, command: string, options = {}, channel = house.channel) =>
  (await person.slash(channel, command, options)).reply()
const imagine = (person: Person, options = {}, channel = house.channel) =>
  says(person, 'imagine', { prompt: 'a red dragon', ...options }, channel)

test('nobody without Manage Server changes anything, whatever the server’s integration settings say', async () => {
  const anna = house.person('anna')
  const before = await stateOf()
  const attempts: [string, object][] = [
    ['tier set', { tier: 'pro', member: anna.id }],
    ['tier remove', { member: anna.id }],
    ['tier define', { name: 'mine', pictures_per_day: 99 }],
    ['tier list', {}],
    ['tier show', { member: anna.id }],
    ['settings show', {}],
    ['settings history', {}],
    ['settings channels allow', { channel: house.channel.id }],
    ['settings channels disallow', { channel: house.channel.id }],
    ['settings channels everywhere', {}],
    ['settings words block', { word: 'dragon' }],
    ['settings words unblock', { word: 'dragon' }],
    ['settings log', { channel: house.channel.id }],
    ['settings tier', { tier: 'pro' }],
    ['settings limits', { most_steps: 1 }],
    ['settings defaults', { steps: 1 }],
    ['settings spoiler', { on: true }],
    ['settings private', { on: true }],
    ['settings age-restricted', { on: true }],
    ['settings language', { language: 'de' }],
  ]
  for (const [command, options] of attempts) {
    const { ephemeral, content } = await says(anna, command, options)
    expect({ command, ephemeral, content }).toEqual({
      command,
      ephemeral: true,
      content: expect.stringContaining('Manage Server'),
    })
  }
  for (const command of ['status', 'pause', 'resume', 'drain', 'limits', 'announce', 'ban', 'unban']) {
    const options =
      { announce: { text: 'x' }, ban: { person: anna.id }, unban: { person: anna.id } }[command] ?? {}
    const { content } = await says(admin, `owner ${command}`, options)
    expect({ command, content }).toEqual({ command, content: expect.stringContaining('Only the operator') })
  }
  expect(await anna.autocomplete(house.channel, 'tier set', 'tier', '')).toEqual([])
  expect(await stateOf()).toEqual(before)
})

async function stateOf() {
  const { db } = house.database
  const guildId = house.server.id
  return {
    settings: await findSettings(db, guildId),
    tiers: await definedTiers(db, guildId),
    given: await assignmentsIn(db, guildId),
    audit: await latestChanges(db, guildId, 100),
    owners: await latestChanges(db, null, 100),
  }
}

test('tiers: defined, given to a role, shown with the reason, written down, taken away', async () => {
  const log = house.emulator.world.createChannel(house.server, { name: 'log' })
  await says(admin, 'settings log', { channel: log.id })
  await admin.sees(log, ({ content }) => content.includes('what is changed'))

  await says(admin, 'tier define', { name: 'Patron', pictures_per_day: 3, most_steps: 30, weight: 2 })
  const logged = await admin.sees(log, (m) => textOf(m).includes('defined a tier'))
  expect(textOf(logged)).toContain('patron')

  const role = house.emulator.world.createRole(house.server, { name: 'Patron' })
  const bert = house.emulator.person({ username: 'bert', guilds: [house.server], roles: [role] })
  expect(textOf(await says(bert, 'quota'))).toMatch(/0 of 2[\s\S]*free[\s\S]*everybody has/)
  expect(await admin.autocomplete(house.channel, 'tier set', 'tier', 'PAT')).toEqual([
    { name: 'patron', value: 'patron' },
  ])
  await says(admin, 'tier set', { tier: 'patron', role: role.id })
  const quota = await says(bert, 'quota')
  expect(quota.ephemeral).toBe(true)
  expect(textOf(quota)).toMatch(/0 of 3/)
  expect(textOf(quota)).toContain(`from your role <@&${role.id}>`)
  expect(textOf(await says(admin, 'tier show', { member: bert.id }))).toContain('patron')
  expect(textOf(await says(admin, 'tier list'))).toContain(`<@&${role.id}>: patron`)

  expect((await imagine(bert, { steps: 31 })).content).toContain('“patron” has at most 30 steps')
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => imagine(bert)))
  expect(outcomes.filter(({ ephemeral }) => !ephemeral)).toHaveLength(3)
  expect(outcomes.find(({ ephemeral }) => ephemeral)?.content).toContain('3 of your 3')

  await says(admin, 'tier remove', { tier: 'patron' })
  expect(textOf(await says(bert, 'quota'))).toMatch(/3 of 2[\s\S]*free/)
  const entries = await latestChanges(house.database.db, house.server.id, 3)
  expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['tier.delete', admin.id],
    ['tier.set', admin.id],
    ['tier.define', admin.id],
  ])
  expect(entries[1]).toMatchObject({ subject: `<@&${role.id}>`, before: null, after: { tier: 'patron' } })
  await says(admin, 'settings log')
})

test('a bought tier counts, and says so', async () => {
  const carla = house.person('carla')
  house.emulator.world.createEntitlement(house.application, { skuId: sku, owner: carla.user })
  expect(textOf(await says(carla, 'quota'))).toMatch(/0 of 100[\s\S]*pro[\s\S]*you bought it/)
})

test('an admin can’t go above the operator’s ceilings, and hears which one', async () => {
  const before = await stateOf()
  const above: [string, object, string][] = [
    ['tier define', { name: 'big', pictures_per_day: 1001 }, 'at most 1,000 pictures a day'],
    ['tier define', { name: 'big', pictures_per_day: 1, most_steps: 51 }, 'at most 50 steps'],
    ['tier define', { name: 'big', pictures_per_day: 1, largest_size: '2048x2048' }, '1024×1024'],
    ['tier define', { name: 'big', pictures_per_day: 1, weight: 11 }, 'weight of at most 10'],
    ['tier define', { name: 'free', pictures_per_day: 100 }, 'built in'],
    ['tier set', { tier: 'big', member: admin.id }, 'There is no tier “big”'],
    ['settings limits', { most_steps: 51 }, 'is 50'],
    ['settings limits', { pictures_per_day: 10_001 }, 'is 10,000'],
    ['settings limits', { queue_per_person: 17 }, 'is 16.'],
    ['settings limits', { largest_size: '2048x1024' }, '1024×1024'],
    ['settings defaults', { size: 'huge' }, 'is not a size'],
    ['settings tier', { tier: 'unlimited' }, 'There is no tier'],
  ]
  for (const [command, options, words] of above) {
    const { content } = await says(admin, command, options)
    expect({ options, content }).toEqual({ options, content: expect.stringContaining(words) })
  }
  expect(await stateOf()).toEqual(before)
})

test('channels, blocked words, limits and the owner’s word refuse before anything is counted', async () => {
  const dora = house.person('dora')
  const pictures = house.emulator.world.createChannel(house.server, { name: 'pictures' })
  await says(admin, 'settings channels allow', { channel: pictures.id })
  expect((await imagine(dora)).content).toContain(`<#${pictures.id}>`)
  const thread = house.emulator.world.createThread(pictures, { name: 'dragons' })
  expect((await imagine(dora, {}, thread)).ephemeral).toBe(false)
  await says(admin, 'settings channels everywhere')

  await says(admin, 'settings words block', { word: 'Drágon' })
  expect((await imagine(dora)).content).toContain('doesn’t want “dragon”'.replace('’', "'"))
  await says(admin, 'settings words unblock', { word: 'DRAGON' })

  await says(admin, 'settings age-restricted', { on: true })
  const eve = house.person('eve')
  expect((await imagine(eve)).content).toContain('age-restricted channels only')
  const adults = house.emulator.world.createChannel(house.server, { name: 'adults', nsfw: true })
  const theirThread = house.emulator.world.createThread(adults, { name: 'dragons' })
  expect((await imagine(eve, {}, theirThread)).ephemeral).toBe(false)
  await says(admin, 'settings age-restricted', { on: false })

  await says(admin, 'settings limits', { most_steps: 3, queue_per_person: 1 })
  // The model's own four steps are nobody's wish: they shrink, instead of a refusal.
  expect((await imagine(dora, { steps: 4 })).content).toContain('at most 3 steps')
  expect((await imagine(dora)).content).toContain('in the queue already')
  await says(admin, 'settings limits', { reset: true })

  expect(textOf(await says(owner, 'owner ban', { person: dora.id, reason: 'spam' }))).toContain('spam')
  expect((await imagine(dora)).content).toMatch(/doesn't paint for you[\s\S]*spam/)
  await says(owner, 'owner unban', { person: dora.id })
  await says(owner, 'owner pause', { reason: 'new GPU' })
  expect((await imagine(dora)).content).toMatch(/no new pictures[\s\S]*new GPU/)
  expect(textOf(await says(owner, 'owner status'))).toContain('Paused')
  await says(owner, 'owner resume')
  expect((await imagine(dora)).ephemeral).toBe(false)
})

test('/owner drain says in its channel when nothing is left, once', async () => {
  const { sql } = house.database
  const control = house.emulator.world.createChannel(house.server, { name: 'control' })
  const isTold = (message: SeenMessage) => message.content.includes('queue is empty')
  expect(textOf(await says(owner, 'owner drain', {}, control))).toContain('still in the queue')
  expect(owner.messages(control).filter(isTold)).toEqual([])
  await sql`update generations set state = 'released', settled_at = now() where state in ('reserved', 'queued')`
  await owner.sees(control, isTold, 20_000)
  await expect
    .poll(async () => (await sql`select tell_when_empty as t from operator_state`)[0])
    .toEqual({ t: null })
  expect(owner.messages(control).filter(isTold)).toHaveLength(1)
  await says(owner, 'owner resume')
})

test('/queue, /help and announcements', async () => {
  const emil = house.person('emil')
  await imagine(emil)
  expect(textOf(await says(emil, 'queue'))).toMatch(/model[\s\S]*waiting[\s\S]*place \d+/)
  expect(textOf(await says(emil, 'help'))).toMatch(/\/imagine[\s\S]*64×64/)
  expect(textOf(await says(emil, 'help'))).toMatch(
    /dragon, castle[\s\S]*Try[\s\S]*a red dragon[\s\S]*a castle/,
  )
  expect(textOf(await says(emil, 'help'))).not.toContain('a third')
  expect(textOf(await says(emil, 'help'))).not.toContain('/settings')
  expect(textOf(await says(admin, 'help'))).toContain('/settings')

  const news = house.emulator.world.createChannel(house.server, { name: 'news' })
  await says(admin, 'settings log', { channel: news.id })
  expect(textOf(await says(owner, 'owner announce', { text: 'Back *soon* @everyone' }))).toContain('1 of 1')
  const announced = await emil.sees(news, (m) => textOf(m).includes('soon'))
  expect(textOf(announced)).toContain(String.raw`Back \*soon\* \@everyone`)
})

test('a log channel that does not let me write is refused, and one that stops letting me is named', async () => {
  const closed = house.emulator.world.createChannel(house.server, { name: 'closed' })
  const refuseOnce = () =>
    house.emulator.faults.next({
      route: `POST /channels/${closed.id}/messages`,
      kind: 'error',
      status: 403,
      code: 50013,
      message: 'Missing Permissions',
    })
  refuseOnce()
  expect((await says(admin, 'settings log', { channel: closed.id })).content).toContain('Send Messages')
  await says(admin, 'settings log', { channel: closed.id })
  refuseOnce()
  expect(textOf(await says(admin, 'settings spoiler', { on: true }))).toContain(
    `could not post this in the log channel <#${closed.id}>`,
  )
  const { settings } = await stateOf()
  expect(settings).toMatchObject({ spoiler: true, logChannelId: closed.id })
})
