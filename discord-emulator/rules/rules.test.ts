import { MessageFlags, Routes } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { png, refusal, startTestServer } from '#test/support/emulated-server.ts'
import type { TestServer } from '#test/support/emulated-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  server.discord.rateLimits.turn(false)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
})

const button = (custom_id: string, label = 'Reroll') => ({ type: 2, style: 1, label, custom_id })
const row = (...components: unknown[]) => ({ type: 1, components })
const embeds = (...list: unknown[]) => ({ embeds: list })
const long = (length: number) => 'x'.repeat(length)
const v2 = (components: unknown[], more: object = {}) => ({
  flags: MessageFlags.IsComponentsV2,
  components,
  ...more,
})

async function post(body: unknown, files: { name: string; data: Buffer }[] = []): Promise<unknown> {
  return await server.rest.post(Routes.channelMessages(server.channel.id), { body, files })
}

/** The paths of all complaints in an error, as `embeds.0.title: CODE`. */
function complaints(tree: unknown, path: string[] = []): string[] {
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    key === '_errors' && Array.isArray(value)
      ? value.map((error: { code: string }) => `${path.join('.')}: ${error.code}`)
      : complaints(value, [...path, key]),
  )
}

test.each<[string, unknown, string[]]>([
  ['content of 2,001 characters', { content: long(2001) }, ['content: BASE_TYPE_MAX_LENGTH']],
  ['content that is a number', { content: 5 }, ['content: BASE_TYPE_INVALID']],
  ['an embed title of 257', embeds({ title: long(257) }), ['embeds.0.title: BASE_TYPE_MAX_LENGTH']],
  [
    'an embed text of 4,097',
    embeds({ description: long(4097) }),
    ['embeds.0.description: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'eleven embeds',
    embeds(...Array.from({ length: 11 }, () => ({ title: 'x' }))),
    ['embeds: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'embeds of more than 6,000 characters in all',
    embeds({ description: long(4000) }, { description: long(2001) }),
    ['embeds: MAX_EMBED_SIZE_EXCEEDED'],
  ],
  [
    '26 fields',
    embeds({ fields: Array.from({ length: 26 }, () => ({ name: 'x', value: 'y' })) }),
    ['embeds.0.fields: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a field of 1,025',
    embeds({ fields: [{ name: 'x', value: long(1025) }] }),
    ['embeds.0.fields.0.value: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'an empty field',
    embeds({ fields: [{ name: 'x', value: '' }] }),
    ['embeds.0.fields.0.value: BASE_TYPE_REQUIRED'],
  ],
  ['an empty embed', embeds({ color: 3 }), ['embeds.0.description: BASE_TYPE_REQUIRED']],
  [
    'a picture from a local file',
    embeds({ image: { url: 'file:///etc/passwd' } }),
    ['embeds.0.image.url: URL_TYPE_INVALID_SCHEME'],
  ],
  [
    'a picture that was not sent along',
    embeds({ image: { url: 'attachment://missing.png' } }),
    ['embeds.0.image.url: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND'],
  ],
  [
    'six rows',
    { content: 'x', components: Array.from({ length: 6 }, (_, i) => row(button(`b${i}`))) },
    ['components: BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'six buttons in a row',
    { content: 'x', components: [row(...Array.from({ length: 6 }, (_, i) => button(`b${i}`)))] },
    ['components.0.components: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a custom id of 101',
    { content: 'x', components: [row(button(long(101)))] },
    ['components.0.components.0.custom_id: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a label of 81',
    { content: 'x', components: [row(button('a', long(81)))] },
    ['components.0.components.0.label: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'the same custom id twice',
    { content: 'x', components: [row(button('a')), row(button('a'))] },
    ['components.1.components.0.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED'],
  ],
  [
    'a button without words',
    { content: 'x', components: [row({ type: 2, style: 1, custom_id: 'a' })] },
    ['components.0.components.0: BUTTON_COMPONENT_LABEL_REQUIRED'],
  ],
  [
    'a link with a custom id',
    { content: 'x', components: [row({ ...button('a'), style: 5, url: 'https://example.com' })] },
    ['components.0.components.0: BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE'],
  ],
  [
    'a menu beside a button',
    {
      content: 'x',
      components: [row(button('a'), { type: 3, custom_id: 'm', options: [{ label: 'x', value: 'x' }] })],
    },
    ['components.0.components: COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
  ],
  [
    'the same menu value twice',
    {
      content: 'x',
      components: [
        row({
          type: 3,
          custom_id: 'm',
          options: [
            { label: 'x', value: 'x' },
            { label: 'y', value: 'x' },
          ],
        }),
      ],
    },
    ['components.0.components.0.options.1.value: SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'],
  ],
  [
    'a component that does not exist',
    { content: 'x', components: [{ type: 99 }] },
    ['components.0.type: BASE_TYPE_CHOICES'],
  ],
  [
    'V2 components without their flag',
    { components: [{ type: 10, content: 'x' }] },
    ['components.0.type: UNION_TYPE_CHOICES'],
  ],
  [
    'V2 components with content',
    v2([{ type: 10, content: 'x' }], { content: 'x' }),
    ['content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  ],
  [
    'more than 4,000 characters in V2 texts',
    v2([
      { type: 10, content: long(4000) },
      { type: 10, content: 'x' },
    ]),
    ['components: COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED'],
  ],
  [
    'a gallery of a file that is not there',
    v2([{ type: 12, items: [{ media: { url: 'attachment://x.png' } }] }]),
    ['components.0.items.0.media.url: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND'],
  ],
  [
    'mentions allowed twice over',
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['100000000000000001'] } },
    ['allowed_mentions: MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE'],
  ],
  ['a nonce of 26', { content: 'x', nonce: long(26) }, ['nonce: BASE_TYPE_MAX_LENGTH']],
  [
    'metadata of a file that was not sent',
    { content: 'x', attachments: [{ id: 0, description: 'x' }] },
    ['attachments.0.id: ATTACHMENT_NOT_FOUND'],
  ],
  [
    'alt text of 1,025',
    { content: 'x', attachments: [{ id: 0, description: long(1025) }] },
    ['attachments.0.description: BASE_TYPE_MAX_LENGTH'],
  ],
])('%s is refused (50035)', async (_what, body, expected) => {
  const { status, code, rawError } = await refusal(post(body))
  expect({ status, code }).toEqual({ status: 400, code: 50_035 })
  expect(complaints(rawError)).toEqual(expected.map((line) => `errors.${line}`))
})

test.each([{}, { content: '  ' }, { components: [row(button('a'))] }])(
  'an empty message is refused (50006): %j',
  async (body) => {
    expect(await refusal(post(body))).toMatchObject({ status: 400, code: 50_006 })
  },
)

test('a file over the limit is refused (40005), and eleven are', async () => {
  const { guild } = server
  guild.attachmentSizeLimit = 100
  const tooMuch = post({}, [{ name: 'a.bin', data: Buffer.alloc(101) }])
  expect(await refusal(tooMuch)).toMatchObject({ status: 413, code: 40_005 })
  guild.attachmentSizeLimit = 10 * 1024 * 1024
  const eleven = Array.from({ length: 11 }, (_, i) => ({ name: `${i}.bin`, data: Buffer.alloc(1) }))
  expect(await refusal(post({}, eleven))).toMatchObject({ code: 50_035 })
})

test('what fits is taken: limits met exactly, an embed that shows the file, V2 with a gallery', async () => {
  const files = [{ name: 'a.png', data: await png(8, 4) }]
  const rows = Array.from({ length: 5 }, (_, r) =>
    row(...Array.from({ length: 5 }, (_, c) => button(`${r}${c}`))),
  )
  await post({
    content: long(2000),
    components: rows,
    embeds: [{ description: long(4096) }, { title: long(256) }],
  })
  expect(await post({ embeds: [{ image: { url: 'attachment://a.png' } }] }, files)).toMatchObject({
    attachments: [],
    embeds: [{ image: { width: 8, height: 4 } }],
  })
  const gallery = { type: 12, items: [{ media: { url: 'attachment://a.png' }, description: 'alt' }] }
  await post(
    v2([{ type: 17, components: [{ type: 10, content: '# Dragon' }, gallery, row(button('x'))] }]),
    files,
  )
  const [seen] = server.anna.messages(server.channel).slice(-1)
  expect(seen).toMatchObject({ images: [{ width: 8, height: 4, alt: 'alt' }], buttons: [{ customId: 'x' }] })
})

test('only those that allowed_mentions names are pinged', async () => {
  const content = `<@${server.anna.id}> @everyone`
  expect(await post({ content })).toMatchObject({
    mentions: [{ id: server.anna.id }],
    mention_everyone: true,
  })
  expect(await post({ content, allowed_mentions: { parse: [] } })).toMatchObject({
    mentions: [],
    mention_everyone: false,
  })
})

const commandError = async (command: object) => {
  const body = [{ name: 'x', description: 'y', ...command }]
  const { code, rawError } = await refusal(
    server.rest.put(Routes.applicationCommands(server.application.id), { body }),
  )
  expect(code).toBe(50_035)
  return complaints(rawError)
}
const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'x', ...more })

test.each<[string, object, string]>([
  ['a name with a capital', { name: 'Imagine' }, 'errors.0.name: APPLICATION_COMMAND_INVALID_NAME'],
  ['no description', { description: '' }, 'errors.0.description: BASE_TYPE_REQUIRED'],
  [
    '26 options',
    { options: Array.from({ length: 26 }, (_, i) => option(`o${i}`)) },
    'errors.0.options: BASE_TYPE_MAX_LENGTH',
  ],
  [
    '26 choices',
    {
      options: [
        option('o', { choices: Array.from({ length: 26 }, (_, i) => ({ name: `c${i}`, value: `c${i}` })) }),
      ],
    },
    'errors.0.options.0.choices: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a required option behind an optional one',
    { options: [option('a'), option('b', { required: true })] },
    'errors.0.options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'two options of one name',
    { options: [option('a'), option('a')] },
    'errors.0.options.1.name: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ],
  [
    'choices and autocomplete',
    { options: [option('a', { autocomplete: true, choices: [{ name: 'x', value: 'x' }] })] },
    'errors.0.options.0: APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
  ],
])('a command with %s is refused', async (_what, command, expected) => {
  expect(await commandError(command)).toContain(expected)
})
