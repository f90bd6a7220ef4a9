import { Routes } from 'discord-api-types/v10'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { imagine, refusal, startTestServer } from '#test/support/emulated-server.ts'
import type { TestServer } from '#test/support/emulated-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
})

const offered = () => server.anna.commands(server.channel).map(({ command }) => command.name)

test('an overwrite replaces the list, and a command keeps its id', async () => {
  const route = Routes.applicationCommands(server.application.id)
  const [before] = server.anna.commands(server.channel)
  await server.rest.put(route, {
    body: [
      { ...imagine, description: 'Other words' },
      { name: 'quota', description: 'x' },
    ],
  })
  expect(offered()).toEqual(['imagine', 'quota'])
  expect(server.anna.commands(server.channel)[0]?.command).toMatchObject({
    id: before?.command.id,
    description: 'Other words',
  })
  await server.rest.put(route, { body: [] })
  expect(offered()).toEqual([])
})

test('a server’s own commands are offered there alone', async () => {
  await server.rest.put(Routes.applicationGuildCommands(server.application.id, server.guild.id), {
    body: [{ name: 'owner', description: 'x' }],
  })
  expect(offered()).toEqual(['owner', 'imagine'])
  const other = server.discord.world.createGuild()
  server.discord.world.install(other, server.application)
  const channel = server.discord.world.createChannel(other)
  const bea = server.discord.person({ guilds: [other] })
  expect(bea.commands(channel).map(({ command }) => command.name)).toEqual(['imagine'])
})

test('one command is made, changed and removed', async () => {
  const { application, rest } = server
  await rest.post(Routes.applicationCommands(application.id), { body: { name: 'help', description: 'x' } })
  const help = server.anna.commands(server.channel).find(({ command }) => command.name === 'help')?.command
  const route = Routes.applicationCommand(application.id, help?.id ?? '')
  expect(await rest.patch(route, { body: { description: 'What this can do' } })).toMatchObject({
    id: help?.id,
    name: 'help',
    description: 'What this can do',
  })
  await rest.delete(route)
  expect(await refusal(rest.get(route))).toMatchObject({ status: 404, code: 10_063 })
})

test('another app’s commands are none of its business (20012)', async () => {
  const other = server.discord.world.createApplication()
  const call = server.rest.put(Routes.applicationCommands(other.id), { body: [] })
  expect(await refusal(call)).toMatchObject({ status: 403, code: 20_012 })
})

test('translations of names are told to whoever asks for them', async () => {
  const route = Routes.applicationCommands(server.application.id)
  const name_localizations = { de: 'hilfe' }
  await server.rest.put(route, { body: [{ name: 'help', description: 'x', name_localizations }] })
  expect(await server.rest.get(route)).toEqual([expect.not.objectContaining({ name_localizations })])
  const query = new URLSearchParams({ with_localizations: 'true' })
  expect(await server.rest.get(route, { query })).toMatchObject([{ name: 'help', name_localizations }])
})
