import { PermissionFlagsBits as P, Routes } from 'discord-api-types/v10'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { imagine, png, startTestServer } from '#test/support/emulated-server.ts'
import type { TestServer } from '#test/support/emulated-server.ts'
import type { InteractionHandle } from './interaction-handle.ts'
import type { OptionValues } from './command-options.ts'
import type { SeenMessage } from './seen-message.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
})

const sent = { until: 'sent' } as const

async function register(commands: object[]): Promise<void> {
  await server.rest.put(Routes.applicationCommands(server.application.id), { body: commands })
}

/** An answer with these components, as anna sees it. */
async function answeredWith(components: object[], flags = 0): Promise<SeenMessage> {
  const handle = await server.imagine()
  await server.answer(handle, { type: 4, data: { content: 'here', components, flags } })
  return await handle.reply()
}

test.each<[string, OptionValues, RegExp]>([
  ['a required option left out', {}, /"prompt" is required/],
  ['an option that does not exist', { prompt: 'x', sead: 1 }, /no option "sead"/],
  ['a text that is too long', { prompt: 'x'.repeat(2001) }, /at most 2000/],
  ['a number as text', { prompt: 5 }, /must be a text/],
  ['a number that is too large', { prompt: 'x', seed: 4_294_967_296 }, /at most 4294967295/],
  ['a number that is not whole', { prompt: 'x', seed: 1.5 }, /whole/],
  ['none of the choices', { prompt: 'x', scheduler: 'euler' }, /none of DPM\+\+ 2M Karras, PNDM/],
  ['a text for a file', { prompt: 'x', image: 'cat.png' }, /must be a file/],
])('Discord’s client does not send %s', async (_what, options, message) => {
  await expect(server.anna.slash(server.channel, 'imagine', options, sent)).rejects.toThrow(message)
})

test('options arrive as Discord sends them: choices by value, files resolved to a link', async () => {
  const data = await png(8, 6)
  const image = { name: 'cat.png', data, contentType: 'image/png' }
  const handle = await server.anna.slash(
    server.channel,
    'imagine',
    { prompt: 'a cat', seed: 0, scheduler: 'PNDM', image },
    sent,
  )
  const { payload } = handle.interaction
  expect(payload).toMatchObject({
    type: 2,
    guild_id: server.guild.id,
    channel: { id: server.channel.id, type: 0, nsfw: false },
    member: { user: { id: server.anna.id }, permissions: expect.stringMatching(/^\d+$/) },
    app_permissions: expect.stringMatching(/^\d+$/),
    context: 0,
    attachment_size_limit: 10_485_760,
    entitlements: [],
    data: {
      name: 'imagine',
      options: [
        { name: 'prompt', type: 3, value: 'a cat' },
        { name: 'seed', type: 4, value: 0 },
        { name: 'scheduler', type: 3, value: 'pndm' },
        { name: 'image', type: 11 },
      ],
      resolved: { attachments: expect.anything() },
    },
  })
  const [attachment] = Object.values(
    (payload.data as { resolved: { attachments: Record<string, { url: string }> } }).resolved.attachments,
  )
  expect(attachment).toMatchObject({ filename: 'cat.png', content_type: 'image/png', width: 8, height: 6 })
  expect(await server.anna.download(attachment?.url ?? '')).toEqual(data)
})

test('subcommands, users and roles', async () => {
  const subject = [
    { type: 6, name: 'member', description: 'x' },
    { type: 8, name: 'role', description: 'x' },
  ]
  await register([
    {
      name: 'tier',
      description: 'x',
      options: [{ type: 1, name: 'set', description: 'x', options: subject }],
    },
  ])
  const role = server.discord.world.createRole(server.guild, { name: 'pros' })
  const handle = await server.anna.slash(server.channel, 'tier set', { member: server.anna.user, role }, sent)
  expect(handle.interaction.payload.data).toMatchObject({
    options: [{ name: 'set', type: 1, options: [{ value: server.anna.id }, { value: role.id }] }],
    resolved: {
      users: { [server.anna.id]: { username: 'anna' } },
      members: { [server.anna.id]: { roles: [] } },
      roles: { [role.id]: { name: 'pros' } },
    },
  })
  await expect(server.anna.slash(server.channel, 'tier get', {}, sent)).rejects.toThrow(/no subcommand "get"/)
})

test('commands are offered where and to whom they are meant', async () => {
  const { world } = server.discord
  await register([
    imagine,
    { name: 'tier', description: 'x', default_member_permissions: String(P.ManageGuild) },
    { name: 'adult', description: 'x', nsfw: true },
    { name: 'server-only', description: 'x', contexts: [0] },
  ])
  const names = (person: typeof server.anna, channel = server.channel) =>
    person.commands(channel).map(({ command }) => command.name)
  const admin = server.discord.person({ guilds: [server.guild], permissions: P.ManageGuild })
  const stranger = server.discord.person()
  expect(names(server.anna)).toEqual(['imagine', 'server-only'])
  expect(names(admin)).toEqual(['imagine', 'tier', 'server-only'])
  expect(names(stranger)).toEqual([])
  const restricted = world.createChannel(server.guild, { nsfw: true })
  expect(names(server.anna, restricted)).toEqual(['imagine', 'adult', 'server-only'])
  const direct = server.anna.directMessages(server.application)
  expect(names(server.anna, direct)).toEqual(['imagine', 'tier', 'adult'])
  world.overwrite(server.channel, server.anna.user, { deny: P.UseApplicationCommands })
  await expect(server.imagine()).rejects.toThrow(/offers anna no command "imagine".*none/)
})

test('in direct messages there is a user and no member', async () => {
  const direct = server.anna.directMessages(server.application)
  const handle = await server.anna.slash(direct, 'imagine', { prompt: 'x' }, sent)
  const { payload } = handle.interaction
  expect(payload).toMatchObject({ user: { id: server.anna.id }, context: 1, channel: { type: 1 } })
  expect(payload).not.toHaveProperty('member')
  expect(payload).not.toHaveProperty('guild_id')
})

test('autocomplete sends what is typed, and shows what the bot offers', async () => {
  const asked = server.anna.autocomplete(server.channel, 'imagine', 'model', 'drag')
  const created = await server.discord.events.until(
    () => server.discord.events.ofKind('interaction.create')[0],
    { timeoutMs: 1_000, explain: () => 'Nothing was asked' },
  )
  const interaction = server.discord.state.interactions.get(created.interactionId)
  expect(interaction?.payload.data).toMatchObject({
    options: [{ name: 'model', value: 'drag', focused: true }],
  })
  const choices = [{ name: 'Dragons', value: 'dragon-v1' }]
  await server.rest.post(Routes.interactionCallback(interaction?.id ?? '', interaction?.token ?? ''), {
    auth: false,
    body: { type: 8, data: { choices } },
  })
  expect(await asked).toEqual(choices)
  await expect(server.anna.autocomplete(server.channel, 'imagine', 'prompt', 'x')).rejects.toThrow(
    /no autocomplete/,
  )
})

test('buttons are pressed by their words or ids; greyed out, missing and other people’s are not', async () => {
  const buttons = [
    { type: 2, style: 1, label: '🔁 Reroll', custom_id: 'r:1' },
    { type: 2, style: 2, label: 'Cancel', custom_id: 'c:1', disabled: true },
    { type: 2, style: 5, label: 'Help', url: 'https://example.com' },
  ]
  const message = await answeredWith([{ type: 1, components: buttons }])
  const pressed = await server.anna.press(message, 'Reroll', sent)
  expect(pressed.interaction.payload).toMatchObject({
    type: 3,
    data: { component_type: 2, custom_id: 'r:1' },
    message: { id: message.id, content: 'here' },
  })
  for (const [label, why] of [
    ['Cancel', /greyed out/],
    ['Help', /link/],
    ['Upscale', /no button "Upscale"; it has: 🔁 Reroll, Cancel, Help/],
  ] as const)
    await expect(server.anna.press(message, label, sent)).rejects.toThrow(why)
  const secret = await answeredWith([{ type: 1, components: buttons }], 64)
  const bea = server.discord.person({ username: 'bea', guilds: [server.guild] })
  await expect(bea.press(secret, 'Reroll', sent)).rejects.toThrow(/bea does not see/)
  server.discord.clock.advance(3_000)
  expect(pressed.failure).toBe('This interaction failed')
})

test('menus take labels or values, as many as they allow', async () => {
  const options = [
    { label: 'Strong variation', value: 'vary:strong' },
    { label: '4×', value: 'up:4' },
  ]
  const menu = { type: 3, custom_id: 'm:1', placeholder: 'More', options }
  const message = await answeredWith([{ type: 1, components: [menu] }])
  const picked = await server.anna.select(message, 'More', 'Strong variation', sent)
  expect(picked.interaction.payload.data).toEqual({
    component_type: 3,
    custom_id: 'm:1',
    values: ['vary:strong'],
  })
  await expect(server.anna.select(message, 'More', ['up:4', 'vary:strong'], sent)).rejects.toThrow(/1 to 1/)
  await expect(server.anna.select(message, 'More', '8×', sent)).rejects.toThrow(/no "8×"/)
})

test('user menus resolve who was picked', async () => {
  const message = await answeredWith([{ type: 1, components: [{ type: 5, custom_id: 'who' }] }])
  const picked = await server.anna.select(message, 'who', server.anna.id, sent)
  expect(picked.interaction.payload.data).toMatchObject({
    values: [server.anna.id],
    resolved: { users: { [server.anna.id]: { username: 'anna' } } },
  })
})

async function withModal(): Promise<InteractionHandle> {
  const handle = await server.imagine()
  const input = {
    type: 4,
    custom_id: 'prompt',
    label: 'Prompt',
    style: 2,
    value: 'a red dragon',
    max_length: 20,
  }
  const seed = { type: 4, custom_id: 'seed', label: 'Seed', style: 1, required: false }
  const components = [input, seed].map((component) => ({ type: 1, components: [component] }))
  await server.answer(handle, { type: 9, data: { custom_id: 'edit', title: 'Edit', components } })
  return handle
}

test('forms keep what was filled in, and refuse what does not fit', async () => {
  const handle = await withModal()
  expect(handle.modal.title).toBe('Edit')
  const submitted = await server.anna.submitModal(handle, { Seed: '7' }, sent)
  expect(submitted.interaction.payload.data).toMatchObject({
    custom_id: 'edit',
    components: [
      { type: 1, components: [{ custom_id: 'prompt', value: 'a red dragon' }] },
      { type: 1, components: [{ custom_id: 'seed', value: '7' }] },
    ],
  })
  await expect(server.anna.submitModal(handle, { Prompt: '' }, sent)).rejects.toThrow(/"Prompt" is required/)
  await expect(server.anna.submitModal(handle, { prompt: 'x'.repeat(21) }, sent)).rejects.toThrow(
    /at most 20/,
  )
  await expect(server.anna.submitModal(handle, { Size: '1' }, sent)).rejects.toThrow(/no "Size"/)
})

test('commands of the context menus', async () => {
  await register([
    { name: 'Show settings', type: 3 },
    { name: 'Show quota', type: 2 },
  ])
  const message = await server.anna.send(server.channel, 'look')
  const onMessage = await server.anna.messageCommand(message, 'Show settings', sent)
  expect(onMessage.interaction.payload.data).toMatchObject({
    type: 3,
    target_id: message.id,
    resolved: { messages: { [message.id]: { content: 'look' } } },
  })
  const onUser = await server.anna.userCommand(server.channel, server.anna, 'Show quota', sent)
  expect(onUser.interaction.payload.data).toMatchObject({ type: 2, target_id: server.anna.id })
})

test('an entitlement comes with the interaction, until it ends', async () => {
  const owner = server.anna.user
  server.discord.world.createEntitlement(server.application, { skuId: '900000000000000001', owner })
  const query = new URLSearchParams({ user_id: server.anna.id })
  const list = await server.rest.get(Routes.entitlements(server.application.id), { query })
  const handle = await server.imagine()
  expect(handle.interaction.payload.entitlements).toMatchObject([
    { sku_id: '900000000000000001', user_id: server.anna.id },
  ])
  expect(list).toEqual(handle.interaction.payload.entitlements)
  server.discord.world.deleteEntitlement(handle.interaction.payload.entitlements[0]?.id ?? '')
  expect((await server.imagine()).interaction.payload.entitlements).toEqual([])
})

test('a wait that is in vain tells what there was to see', async () => {
  await server.anna.send(server.channel, 'hello there')
  const waiting = server.anna.sees(server.channel, ({ content }) => content === 'goodbye', 20)
  await expect(waiting).rejects.toThrow(/anna did not see it within 20 ms[\s\S]*anna: hello there/)
})

test('a message that goes away is noticed, and channels open and close with permissions', async () => {
  const message = await server.anna.send(server.channel, 'soon gone')
  const gone = server.anna.vanishes(message)
  const other = await server.anna.send(server.channel, 'stays')
  await expect(server.anna.vanishes(other, 20)).rejects.toThrow(/still there/)
  server.anna.delete(message)
  await gone
  expect(server.anna.channels()).toEqual([server.channel])
  const hidden = server.anna.vanishes(other)
  server.discord.world.overwrite(server.channel, server.anna.user, { deny: P.ViewChannel })
  await hidden
  expect(server.anna.channels()).toEqual([])
})
