import { randomUUID } from 'node:crypto'
import { PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ModelFacts } from '#core/model-facts.ts'
import { latestChanges } from '#db/audit-entries.ts'
import { tellExtraNetworks } from '#db/extra-networks.ts'
import { registerWorker } from '#db/workers.ts'
import { type ApiHouse, openApiHouse } from '#test/support/api/api-house.ts'
import type { Person } from '#test/support/seen.ts'
import { textOf } from '#test/support/text-of.ts'

let house: ApiHouse
let admin: Person
let anna: Person
let role: ReturnType<ApiHouse['emulator']['world']['createRole']>
beforeAll(async () => {
  house = await openApiHouse({ AGE_RESTRICTED_LORAS: 'gore', AGE_RESTRICTED_MODELS: 'wild' })
  house.emulator.rateLimits.turn(false)
  const { db } = house.database
  const model = (name: string): ModelFacts => ({
    name,
    width: 64,
    height: 64,
    steps: 4,
    guidance: 5,
    scheduler: 'euler',
    sizeMultiple: 8,
  })
  const id = randomUUID()
  const models = ['model', 'dreamshaper', 'wild'].map(model)
  await registerWorker(db, { id, host: 'here', pid: 1, device: 'cpu', models, slots: 1 })
  const lora = (name: string) => ({
    kind: 'lora' as const,
    name,
    words: '',
    suits: {},
    about: '',
    preview: null,
  })
  await tellExtraNetworks(db, id, ['ink', 'inkwash', 'pixel', 'gore'].map(lora))
  await house.startBot()
  admin = house.emulator.person({
    username: 'admin',
    guilds: [house.server],
    permissions: PermissionFlagsBits.ManageGuild,
  })
  anna = house.person('anna')
  role = house.emulator.world.createRole(house.server, { name: 'Artists' })
})
afterAll(() => house.close())

const says = async (person: Person, command: string, options = {}, channel = house.channel) =>
  (await person.slash(channel, command, options)).reply()
const imagine = (person: Person, options = {}, channel = house.channel) =>
  says(person, 'imagine', { prompt: 'a red dragon', ...options }, channel)
const offered = async (person: Person, option: 'model' | 'lora', channel = house.channel) =>
  (await person.autocomplete(channel, 'imagine', option, '', { prompt: 'x' })).map(({ value }) => value)

test('all by default; marked ones are offered where they may be used', async () => {
  const nights = house.emulator.world.createChannel(house.server, { name: 'nights', nsfw: true })
  expect(await offered(anna, 'model')).toEqual(['model', 'dreamshaper'])
  expect(await offered(anna, 'model', nights)).toEqual(['model', 'dreamshaper', 'wild'])
  expect(await offered(anna, 'lora')).toEqual(['ink', 'inkwash', 'pixel'])
  expect(await offered(anna, 'lora', nights)).toEqual(['gore', 'ink', 'inkwash', 'pixel'])
  expect((await imagine(anna, { model: 'dreamshaper', lora: 'pixel' })).ephemeral).toBe(false)
})

test('a tier has its list, the built-in ones too; what is refused names who may', async () => {
  expect(
    await admin.autocomplete(house.channel, 'tier define', 'loras', 'pixel, in', { name: 'free' }),
  ).toEqual([
    { name: 'pixel, ink', value: 'pixel, ink' },
    { name: 'pixel, inkwash', value: 'pixel, inkwash' },
  ])
  const refused = await says(admin, 'tier define', { name: 'free', pictures_per_day: 3, models: 'model' })
  expect(refused.content).toContain('is built in')
  expect((await says(admin, 'tier define', { name: 'free', models: 'dreamshapr' })).content).toContain(
    'There is no model “dreamshapr”. There are: model, dreamshaper, wild',
  )
  const changed = await says(admin, 'tier define', { name: 'free', models: 'Dreamshaper', loras: 'ink*' })
  expect(textOf(changed)).toContain('all → dreamshaper')

  expect(await offered(anna, 'model')).toEqual(['dreamshaper'])
  expect(await offered(anna, 'lora')).toEqual(['ink', 'inkwash'])
  const model = await imagine(anna, { model: 'model' })
  expect(model.content).toBe(
    'Your tier “free” may not use the model “model”. Who may: the tiers **pro**. Take one of these: dreamshaper.',
  )
  for (const options of [{ lora: 'pixel' }, { prompt: 'a dragon <lora:PIXEL.safetensors:1>' }]) {
    const { content, ephemeral } = await imagine(anna, options)
    expect(ephemeral).toBe(true)
    expect(content).toMatch(/Your tier “free” may not use the LoRA “pixel/i)
  }
  const compared = await says(anna, 'compare', {
    prompt: 'a dragon',
    axes: 'schedulers × steps',
    model: 'model',
  })
  expect(compared.content).toContain('may not use the model “model”')
  const listed = textOf(await says(anna, 'model list'))
  expect(listed).toContain('🔒 **model** · not for you here')
  expect(listed).toMatch(/\d\\\. \*\*dreamshaper\*\*/)
  expect(listed).not.toContain('wild')
  expect(textOf(await says(anna, 'lora list'))).toContain('🔒 **pixel**')
  // Who names none gets the first that they may use.
  expect((await imagine(anna, { lora: 'inkwash' })).ephemeral).toBe(false)
  expect(await latestModel()).toBe('dreamshaper')
  expect(textOf(await says(admin, 'tier list'))).toContain('models: dreamshaper · LoRAs: ink\\*')
  const [entry] = await latestChanges(house.database.db, house.server.id, 1)
  expect(entry).toMatchObject({
    action: 'lists',
    subject: 'free',
    before: { allowedModels: null, allowedLoras: null },
    after: { allowedModels: ['dreamshaper'], allowedLoras: ['ink*'] },
  })
  await says(admin, 'tier define', { name: 'free', models: '*', loras: 'all' })
  expect(await offered(anna, 'model')).toEqual(['model', 'dreamshaper'])
})

test('a preset’s LoRA is held to the lists as well', async () => {
  await says(anna, 'preset save', { name: 'dots', style: '{prompt}, <lora:pixel:1>' })
  await says(admin, 'tier define', { name: 'free', loras: '-' })
  expect((await imagine(anna, { preset: 'dots' })).content).toContain('Leave it out: no LoRA may be used.')
  await says(admin, 'tier define', { name: 'free', loras: '*' })
  expect((await imagine(anna, { preset: 'dots' })).ephemeral).toBe(false)
})

test('a role and a channel have theirs, shown with the settings, and given back', async () => {
  const everyone = house.server.id
  expect((await says(admin, 'settings models', { models: 'model' })).content).toContain('either a role or')
  await says(admin, 'settings models', { role: everyone, models: 'model' })
  await says(admin, 'settings models', { role: role.id, models: 'dreamshaper' })
  const artist = house.emulator.person({ username: 'artist', guilds: [house.server], roles: [role] })
  expect(await offered(artist, 'model')).toEqual(['model', 'dreamshaper'])
  expect((await imagine(anna, { model: 'dreamshaper' })).content).toContain(`Who may: <@&${role.id}>.`)

  const art = house.emulator.world.createChannel(house.server, { name: 'art' })
  const thread = house.emulator.world.createThread(art, { name: 'a thread' })
  await says(admin, 'settings models', { channel: art.id, models: 'dreamshaper', loras: 'ink' })
  expect((await imagine(artist, { model: 'model' }, thread)).content).toContain('not used in this channel')
  expect((await imagine(artist, {}, thread)).ephemeral).toBe(false)
  expect(await offered(artist, 'lora', art)).toEqual(['ink'])

  const shown = textOf(await says(admin, 'settings show'))
  expect(shown).toContain(`<@&${role.id}>: models: dreamshaper`)
  expect(shown).toContain(`<#${art.id}>: models: dreamshaper · LoRAs: ink`)
  expect(textOf(await says(admin, 'settings history'))).toContain(
    'Models that may be used: all → dreamshaper',
  )
  for (const options of [{ role: everyone }, { role: role.id }, { channel: art.id, loras: '*' }])
    await says(admin, 'settings models', { models: '*', ...options })
  expect(textOf(await says(admin, 'settings show'))).toContain('Everybody may use all of them')
})

test('a program is held to the same lists', async () => {
  await says(admin, 'tier define', { name: 'free', models: 'dreamshaper', loras: 'ink' })
  const key = await house.key({ userId: anna.id, guildId: house.server.id })
  const ask = async (json: object) =>
    house.ask(key, '/api/generate', { json: { prompt: 'a dragon', ...json } })
  const refused = await ask({ model: 'model' })
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({
    error: { code: 'model_not_allowed', param: 'model', message: expect.stringContaining('tier pro') },
  })
  expect(await (await ask({ lora: [{ name: 'pixel' }] })).json()).toMatchObject({
    error: { code: 'lora_not_allowed' },
  })
  const openai = { model: 'model', prompt: 'a dragon' }
  expect((await house.ask(key, '/v1/images/generations', { json: openai })).status).toBe(403)
  expect((await ask({ lora: [{ name: 'ink' }] })).status).toBe(202)
  expect(await latestModel()).toBe('dreamshaper')
  expect(await (await house.ask(key, '/api/models')).json()).toMatchObject({
    default: 'dreamshaper',
    models: [{ name: 'dreamshaper' }],
    loras: [{ name: 'ink' }],
  })
})

async function latestModel(): Promise<unknown> {
  const [row] = await house.database.sql`select model from generations order by created_at desc limit 1`
  return row?.['model']
}
