import { Routes } from 'discord-api-types/v10'
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { png, startTestServer } from '#test/support/emulated-server.ts'
import { rememberIn } from './remember.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'discord-memory-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const ids = { application: '1', guild: '2', channel: '3', anna: '4' }

async function start() {
  const server = await startTestServer({ ids })
  rememberIn(folder, server.discord.state)
  return server
}

test('a restart keeps what was said, its files, and the tokens that still hold', async () => {
  const token = await (async () => {
    await using server = await start()
    const asked = await server.imagine()
    await server.answer(asked, { type: 5 })
    const files = [{ name: 'preview.png', data: await png() }]
    await server.rest.patch(Routes.webhookMessage(ids.application, asked.interaction.token), {
      auth: false,
      body: { content: 'Painting…', attachments: [{ id: '0' }] },
      files,
    })
    await server.rest.post(Routes.channelMessages(ids.channel), { body: { content: 'soon gone' } })
    const gone = server.anna.messages(server.channel).at(-1)?.id ?? ''
    await server.rest.delete(Routes.channelMessage(ids.channel, gone))
    const secret = await server.imagine()
    await server.answer(secret, { type: 4, data: { content: 'for Anna', flags: 64 } })
    return asked.interaction.token
  })()
  // As a kill in the middle of a line leaves it.
  appendFileSync(join(folder, 'journal-1.jsonl'), '{"message":{"id":"9')

  await using server = await start()
  const [message, ...others] = server.anna.messages(server.channel)
  expect(others).toEqual([])
  expect(message?.content).toBe('Painting…')
  expect((await fetch(message?.attachments[0]?.url ?? '')).status).toBe(200)

  await server.rest.patch(Routes.webhookMessage(ids.application, token), {
    auth: false,
    body: { content: 'Done', attachments: [] },
  })
  expect(server.anna.messages(server.channel).map(({ content }) => content)).toEqual(['Done'])
  expect(readdirSync(join(folder, 'files'))).toEqual([])
})

test('“thinking…” of before the restart still ends when its token does', async () => {
  const id = await (async () => {
    await using server = await start()
    const asked = await server.imagine()
    await server.answer(asked, { type: 5 })
    return asked.id
  })()
  await using server = await start()
  server.discord.clock.advance(15 * 60 * 1000)
  expect(server.discord.state.interactions.get(id)?.failure).toBe('The application did not respond')
})
