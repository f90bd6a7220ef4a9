import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { MessageFlags, Routes } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { RestCall } from '#discord-emulator/events.ts'
import { png, startTestServer } from '#test/support/emulated-server.ts'
import type { TestServer } from '#test/support/emulated-server.ts'
import { readDescription } from './description.ts'

/** A bot and an emulator by one hand would agree on the same mistakes: Discord's description is the judge of both. */
const description = readDescription()
const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, logger: false })
addFormats.default(ajv)
ajv.addSchema({ components: description.components }, 'discord')

const answered = z.looseObject({
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional() }),
  ),
})

/** What the description finds wrong with an answer. */
function complaints({ method, route, status, responseBody }: RestCall): string[] {
  const operation = answered.parse(description.paths[route ?? '']?.[method.toLowerCase()])
  const schema = operation.responses[String(status)]?.content?.['application/json']?.schema
  if (schema === undefined) return [`The description has no answer ${status}`]
  const absolute = JSON.stringify(schema).replaceAll('"#/', '"discord#/')
  const validate = ajv.compile(z.record(z.string(), z.unknown()).parse(JSON.parse(absolute)))
  const wire: unknown = JSON.parse(JSON.stringify(responseBody))
  return validate(wire)
    ? []
    : (validate.errors ?? [])
        .filter(
          ({ keyword, params }) => !['if', 'oneOf', 'anyOf'].includes(keyword) && params['type'] !== 'null',
        )
        .map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
}

let server: TestServer
let messageId: string
beforeAll(async () => {
  server = await startTestServer()
  messageId = await useEverything()
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
})

/** A call of each route that answers with something. */
async function useEverything(): Promise<string> {
  const { rest, application, guild, channel, anna, discord } = server
  const files = [{ name: 'a.png', data: await png() }]
  const components = [{ type: 1, components: [{ type: 2, style: 1, label: 'Reroll', custom_id: 'r' }] }]
  const body = { content: 'x', components, embeds: [{ title: 'x', image: { url: 'attachment://a.png' } }] }
  const handle = await server.imagine()
  await server.answer(handle, { type: 5, data: {} })
  const { token } = handle.interaction
  await rest.patch(Routes.webhookMessage(application.id, token, '@original'), { auth: false, body, files })
  await rest.get(Routes.webhookMessage(application.id, token, '@original'), { auth: false })
  await rest.post(Routes.webhook(application.id, token), {
    auth: false,
    body: { content: 'y' },
    query: new URLSearchParams({ wait: 'true' }),
  })
  const [message] = handle.messages()
  if (!message) throw new Error('No message')
  const pressed = await anna.press(message, 'Reroll', { until: 'sent' })
  await server.answer(pressed, { type: 4, data: { content: 'z', flags: MessageFlags.Ephemeral } })
  discord.world.createEntitlement(application, { skuId: '900000000000000001', owner: anna.user })
  await rest.post(Routes.channelMessages(channel.id), {
    body: { ...body, nonce: 'n', message_reference: { message_id: message.id } },
    files,
  })
  await rest.patch(Routes.channelMessage(channel.id, message.id), { body: { content: 'edited' } })
  await rest.post(Routes.userChannels(), { body: { recipient_id: anna.id } })
  const thread = discord.world.createThread(channel)
  for (const route of [
    Routes.channelMessages(channel.id),
    Routes.channelMessage(channel.id, message.id),
    Routes.channel(channel.id),
    Routes.channel(thread.id),
    Routes.channel(anna.directMessages(application).id),
    Routes.guild(guild.id),
    Routes.guildChannels(guild.id),
    Routes.guildRoles(guild.id),
    Routes.guildMember(guild.id, anna.id),
    Routes.user(),
    Routes.user(anna.id),
    Routes.userGuilds(),
    Routes.currentApplication(),
    Routes.oauth2CurrentApplication(),
    Routes.applicationCommands(application.id),
    Routes.entitlements(application.id),
    Routes.gatewayBot(),
  ])
    await rest.get(route)
  return message.id
}

test('every answer is as Discord’s description says', () => {
  expect(messageId).toMatch(/^\d+$/)
  const calls = server.discord.restCalls().filter(({ status }) => status !== 204)
  expect(calls.length).toBeGreaterThan(20)
  const wrong = calls.flatMap((call) =>
    complaints(call).map((line) => `${call.method} ${call.route}: ${line}`),
  )
  expect([...new Set(wrong)]).toEqual([])
})
