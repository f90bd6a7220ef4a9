import { REST } from '@discordjs/rest'
import { ApplicationCommandType, ButtonStyle, ComponentType, Routes } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restOptions } from '#delivery/rest-options.ts'
import { type House, openHouse } from '#test/support/house.ts'

let house: House
let rest: REST
beforeAll(async () => {
  house = await openHouse()
  await house.startBot()
  rest = new REST(restOptions(house.config)).setToken(house.application.token)
})
afterAll(() => house.close())

const logged = (id: string) =>
  house.log.filter((line) => line.includes('nothing of ours takes this interaction') && line.includes(id))

test('a command that another version registered is answered, and leaves a line in the log', async () => {
  const body = { name: 'sing', description: 'What an older version could do' }
  await rest.post(Routes.applicationCommands(house.application.id), { body })
  const handle = await house.person('anna').slash(house.channel, 'sing')
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
