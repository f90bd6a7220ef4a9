import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  EmbedBuilder,
  Events,
  GatewayIntentBits,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import type { Interaction } from 'discord.js'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startDiscordEmulator } from './emulator.ts'
import type { DiscordEmulator } from './emulator.ts'
import { patienceMs } from './person/wait-for-message.ts'
import { imagine } from '#test/support/emulated-server.ts'
import type { Application, Channel, Guild } from './world/records.ts'

let discord: DiscordEmulator
let application: Application
let guild: Guild
let channel: Channel
let client: Client<true>

beforeEach(async () => {
  discord = await startDiscordEmulator()
  application = discord.world.createApplication({ name: 'Dragon Wings' })
  guild = discord.world.createGuild()
  channel = discord.world.createChannel(guild, { name: 'pictures' })
  discord.world.install(guild, application)
  client = await login()
})

afterEach(async () => {
  await client.destroy()
  await discord.close()
})

async function login(): Promise<Client<true>> {
  const connecting = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl } })
  const ready = new Promise<Client<true>>((resolve) => connecting.once(Events.ClientReady, resolve))
  await connecting.login(application.token)
  const connected = await ready
  await connected.application.commands.set([imagine])
  return connected
}

function onInteraction(listener: (interaction: Interaction) => Promise<unknown>): void {
  client.on(Events.InteractionCreate, (interaction) => {
    void listener(interaction)
  })
}

test('an unmodified discord.js client logs in, defers, edits and posts a picture', async () => {
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  onInteraction(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply()
    await interaction.editReply('step 1 of 2')
    const embed = new EmbedBuilder()
      .setTitle(interaction.options.getString('prompt', true))
      .setImage('attachment://dragon.png')
    const file = new AttachmentBuilder(picture, { name: 'dragon.png', description: 'a red dragon' })
    await interaction.editReply({ content: '', embeds: [embed], files: [file] })
  })
  const anna = discord.person({ username: 'anna', guilds: [guild] })
  const handle = await anna.slash(channel, 'imagine', { prompt: 'a red dragon', seed: 42 })
  expect(handle.acknowledgement).toMatchObject({ kind: 'deferred', type: 5, ephemeral: false })
  const seen = await anna.sees(channel, (message) => message.images.length > 0)
  expect(seen).toMatchObject({
    author: { username: 'Dragon Wings', bot: true },
    usedCommand: { userId: anna.id, name: 'imagine' },
    attachments: [],
    embeds: [{ title: 'a red dragon' }],
    images: [{ width: 64, height: 48, alt: 'a red dragon' }],
  })
  expect(await anna.download(seen.images[0]?.url ?? '')).toEqual(picture)
  expect(discord.events.ofKind('message.edit').map(({ message }) => message.content)).toEqual([
    'step 1 of 2',
    '',
  ])
})

test('buttons, modals and private answers through discord.js', async () => {
  onInteraction(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const edit = new ButtonBuilder().setCustomId('edit').setLabel('Edit').setStyle(ButtonStyle.Primary)
      const row = new ActionRowBuilder<ButtonBuilder>().addComponents(edit)
      const { resource } = await interaction.reply({
        content: 'picture',
        components: [row],
        withResponse: true,
      })
      await interaction.followUp({
        content: `posted ${resource?.message?.id}`,
        flags: MessageFlags.Ephemeral,
      })
    } else if (interaction.isButton()) {
      const input = new TextInputBuilder()
        .setCustomId('prompt')
        .setLabel('Prompt')
        .setStyle(TextInputStyle.Paragraph)
      const row = new ActionRowBuilder<TextInputBuilder>().addComponents(input.setValue('a red dragon'))
      await interaction.showModal(new ModalBuilder().setCustomId('edit').setTitle('Edit').addComponents(row))
    } else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      await interaction.update({ content: interaction.fields.getTextInputValue('prompt'), components: [] })
    }
  })
  const [anna, bea] = ['anna', 'bea'].map((username) => discord.person({ username, guilds: [guild] }))
  if (!anna || !bea) throw new Error('unreachable')
  await anna.slash(channel, 'imagine', { prompt: 'x' })
  const picture = await anna.sees(channel, ({ content }) => content === 'picture')
  await anna.sees(channel, ({ content, ephemeral }) => ephemeral && content === `posted ${picture.id}`)
  expect(bea.messages(channel).map(({ content }) => content)).toEqual(['picture'])
  const opened = await bea.press(picture, 'Edit')
  expect(opened.acknowledgement?.kind).toBe('modal')
  const submitted = await bea.submitModal(opened, { Prompt: 'a blue dragon' })
  expect(submitted.acknowledgement?.kind).toBe('update')
  expect(anna.look(picture)).toMatchObject({ content: 'a blue dragon', edited: true, buttons: [] })
})

test('autocomplete through discord.js', async () => {
  onInteraction(async (interaction) => {
    if (!interaction.isAutocomplete()) return
    const typed = interaction.options.getFocused()
    await interaction.respond([{ name: `${typed}on`, value: typed }])
  })
  const anna = discord.person({ guilds: [guild] })
  expect(await anna.autocomplete(channel, 'imagine', 'model', 'drag')).toEqual([
    { name: 'dragon', value: 'drag' },
  ])
})

test('200 interactions at once are all answered, each by its own message', async () => {
  onInteraction(async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply(interaction.options.getString('prompt', true))
  })
  discord.clock.freeze()
  const people = Array.from({ length: 200 }, () => discord.person({ guilds: [guild] }))
  const replies = await Promise.all(
    people.map(async (person) => {
      const handle = await person.slash(channel, 'imagine', { prompt: person.id })
      return (await handle.reply()).content
    }),
  )
  expect(replies).toEqual(people.map(({ id }) => id))
})

test('a client that does not answer in time is told so by 10062, the person by words', async () => {
  let refusal: unknown
  onInteraction(async (interaction) => {
    discord.clock.advance(3_001)
    if (interaction.isChatInputCommand())
      await interaction.reply('late').catch((error: unknown) => (refusal = error))
  })
  const anna = discord.person({ guilds: [guild] })
  const handle = await anna.slash(channel, 'imagine', { prompt: 'late' })
  expect(handle.failure).toBe('The application did not respond')
  await vi.waitFor(() => expect(refusal).toMatchObject({ code: 10_062, status: 404 }), patienceMs)
  expect(anna.messages(channel)).toEqual([])
})

test('close leaves nothing that keeps a process alive', async () => {
  const script = `
    import { startDiscordEmulator } from '#discord-emulator/emulator.ts'
    const discord = await startDiscordEmulator()
    const guild = discord.world.createGuild()
    const bot = discord.world.createApplication()
    discord.world.install(guild, bot)
    const socket = new (await import('ws')).WebSocket(discord.url.replace('http', 'ws') + '/gateway')
    const hello = new Promise((resolve) => socket.addEventListener('message', resolve))
    await hello
    await fetch(discord.apiUrl + '/v10/users/@me', { headers: { authorization: 'Bot ' + bot.token } })
    await discord.close()
    process.stdout.write('closed')`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { timeout: 50_000 },
  )
  expect(stdout).toBe('closed')
})
