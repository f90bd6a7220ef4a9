import { type APIApplicationCommand, Routes } from 'discord-api-types/v10'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '#test/support/emulated-server.ts'
import { createLogger } from '#process/logger.ts'
import { followCommands } from './registered-commands.ts'

let server: TestServer
let now = new Date('2026-11-28T08:00:00Z')
const log: string[] = []
const logger = createLogger({
  name: 'test',
  level: 'info',
  pretty: false,
  destination: { write: (line: string) => log.push(line) },
})

beforeEach(async () => {
  server = await startTestServer()
  log.splice(0)
})
afterEach(() => server[Symbol.asyncDispose]())

const follow = (guildId?: string) =>
  followCommands({
    rest: server.rest,
    applicationId: server.application.id,
    guildId,
    clock: { now: () => now },
    logger,
  })
const register = async (route: `/${string}`, names: string[]) =>
  // @discordjs/rest answers `unknown`; the type of discord-api-types describes it.
  (await server.rest.put(route, {
    body: names.map((name) => ({
      name,
      description: 'x',
      name_localizations: { de: `${name}-auf-deutsch` },
    })),
  })) as APIApplicationCommand[]

test('the ids are those that Discord gave, under the names of every language', async () => {
  const [quota] = await register(Routes.applicationCommands(server.application.id), ['quota'])
  const mentions = await follow()
  expect([...mentions()]).toEqual([
    ['quota', `</quota:${quota?.id}>`],
    ['quota-auf-deutsch', `</quota:${quota?.id}>`],
  ])
})

test('commands that are registered in one server are those that are asked for', async () => {
  const { application, guild } = server
  const [own] = await register(Routes.applicationGuildCommands(application.id, guild.id), ['imagine'])
  expect((await follow(guild.id))().get('imagine')).toBe(`</imagine:${own?.id}>`)
  expect((await follow())().get('imagine')).not.toBe(`</imagine:${own?.id}>`)
})

test('what is registered later is known after a while', async () => {
  const mentions = await follow()
  await register(Routes.applicationCommands(server.application.id), ['later'])
  expect(mentions().has('later')).toBe(false)
  now = new Date(now.getTime() + 600_000)
  await expect.poll(() => mentions().has('later')).toBe(true)
})

test('without an answer nothing is known, and the log says so', async () => {
  const { application, discord } = server
  discord.faults.next({
    route: `GET /applications/${application.id}/commands`,
    kind: 'error',
    status: 403,
    code: 50001,
    message: 'Missing Access',
  })
  expect((await follow())().size).toBe(0)
  expect(log.join('')).toContain('name them without a link')
})
