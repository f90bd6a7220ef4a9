import { randomUUID } from 'node:crypto'
import { REST } from '@discordjs/rest'
import { ApplicationCommandType, ButtonStyle, ComponentType, Routes } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restOptions } from '#delivery/rest-options.ts'
import { customId } from '#messages/custom-id.ts'
import { type House, openHouse } from '#test/support/house.ts'
import { button, postComponents } from '#test/support/posted-components.ts'
import { isDone, pressDelete, type Person, type SeenMessage } from '#test/support/seen.ts'

let house: House
let rest: REST
let anna: Person
beforeAll(async () => {
  house = await openHouse()
  house.emulator.rateLimits.turn(false)
  await house.startWorker()
  await house.startBot()
  anna = house.person('anna')
  rest = new REST(restOptions(house.config)).setToken(house.application.token)
})
afterAll(() => house.close())

const logged = (id: string) =>
  house.log.filter((line) => line.includes('nothing of ours takes this interaction') && line.includes(id))

test('a command that another version registered is answered, and leaves a line in the log', async () => {
  const body = { name: 'sing', description: 'What an older version could do' }
  await rest.post(Routes.applicationCommands(house.application.id), { body })
  const handle = await anna.slash(house.channel, 'sing')
  const reply = await handle.reply()
  expect(reply.ephemeral).toBe(true)
  expect(reply.content).toContain('This command is not one I know any more')
  expect(logged(handle.interaction.id)).toHaveLength(1)
  expect(logged(handle.interaction.id)[0]).toContain('"command":"sing"')
})

test('and so are a command of a message and a button', async () => {
  const body = { name: 'Sing along', type: ApplicationCommandType.Message }
  await rest.post(Routes.applicationCommands(house.application.id), { body })
  const button = {
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label: 'Sing',
    custom_id: 'dw0:sing',
  }
  const posted = { content: 'la', components: [{ type: ComponentType.ActionRow, components: [button] }] }
  await rest.post(Routes.channelMessages(house.channel.id), { body: posted })
  const ben = house.person('ben')
  const message = await ben.sees(house.channel, ({ content }) => content === 'la')
  const used = await ben.messageCommand(message, 'Sing along')
  expect((await used.reply()).content).toContain('This command is not one I know any more')
  const pressed = await ben.press(message, 'Sing')
  expect((await pressed.reply()).content).toContain('This button is not one I know')
  for (const { interaction } of [used, pressed]) expect(logged(interaction.id)).toHaveLength(1)
})

const about = (id: () => string, ...actions: Parameters<typeof customId>[0][]) =>
  actions.map((action) => button(customId(action, id())))
/** Every button that is about a picture. */
const aboutPictures = (id: () => string) => [
  about(id, 'reroll', 'same_seed', 'upscale', 'vary', 'edit'),
  about(id, 'favourite', 'delete', 'delete_all', 'pick', 'vary_grid'),
  about(id, 'reroll_all', 'same_seed_all', 'edit_all'),
]

async function expectRefusals(forged: SeenMessage, expected: (index: number) => string): Promise<void> {
  for (const [index, { customId: pressed = '' }] of forged.buttons.entries()) {
    const { ephemeral, content } = await (await anna.press(forged, pressed)).reply()
    const told = { pressed, ephemeral, content }
    expect(told).toEqual({ pressed, ephemeral: true, content: expect.stringContaining(expected(index)) })
  }
}

test('a picture that its person deleted: every button that was ever under it says so', async () => {
  const painted = await (
    await anna.slash(house.channel, 'imagine', { prompt: 'gone', steps: 1, size: '64x64' })
  ).reply(isDone, 60_000)
  const gone = painted.buttons[0]?.customId?.split(':')[2] ?? ''
  await pressDelete(anna, painted)
  await anna.sees(house.channel, ({ id, images }) => id === painted.id && images.length === 0)
  await expectRefusals(
    await postComponents(house, anna, ...aboutPictures(() => gone)),
    () => 'not in my records',
  )
})

test('forged, and from another version: every button and menu refuses what it does not know, privately', async () => {
  const forged = [
    about(randomUUID, 'gallery_page', 'gallery_export', 'gallery_erase', 'erase', 'cancel'),
    ['reroll', 'dw0:reroll:x', 'dw1:reroll:1', `dw1:burn:${randomUUID()}`, 'dw1:reroll:’;--'].map(button),
  ]
  await expectRefusals(
    await postComponents(house, anna, ...aboutPictures(randomUUID), ...forged),
    (index) => {
      if (index < 13 || index === 17) return 'not in my records'
      return index < 17 ? 'too old' : 'not one I know'
    },
  )
  const menu = (custom_id: string, value: string) => [
    { type: ComponentType.StringSelect, custom_id, options: [{ label: 'x', value }] },
  ]
  const { id: viewId } = await galleryView()
  const forgedMenus = await postComponents(
    house,
    anna,
    menu(customId('more', randomUUID()), 'vary_strong'),
    menu(customId('gallery_open', viewId), '’;--'),
    menu(customId('more', randomUUID()), 'burn'),
    menu(customId('gallery_open', randomUUID()), randomUUID()),
    menu(customId('gallery_place', randomUUID()), randomUUID()),
  )
  const contents = ['not in my records', 'not in my records', 'not one I know', 'too old', 'too old']
  for (const [index, content] of contents.entries()) {
    const { custom_id = '' } = forgedMenus.selects[index] ?? {}
    const refusal = await (await anna.select(forgedMenus, custom_id, 'x')).reply()
    expect(refusal).toMatchObject({ ephemeral: true, content: expect.stringContaining(content) })
  }
})

async function galleryView(): Promise<{ id: string }> {
  await (await anna.slash(house.channel, 'mygallery')).reply()
  const [row] = await house.database.sql`
    select id from gallery_views where user_id = ${anna.id} order by created_at desc limit 1`
  return { id: String(row?.['id']) }
}
