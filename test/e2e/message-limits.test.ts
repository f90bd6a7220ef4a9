import { randomUUID } from 'node:crypto'
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import { InteractionResponseType, Routes } from 'discord-api-types/v10'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compared } from '#core/comparison.ts'
import {
  comparisonAxes,
  maxAxisValues,
  maxCount,
  maxSeed,
  type PaintSettings,
  promptMaxLength,
} from '#core/generation.ts'
import { maxPermutations } from '#core/permutations.ts'
import { presetNameMaxLength, presetsMax, presetStyleMaxLength, shippedPresets } from '#core/presets.ts'
import { schedulerSlugs } from '#core/schedulers.ts'
import { speeds } from '#core/speeds.ts'
import { png, startTestServer, type TestServer } from '#test/support/emulated-server.ts'
import { draftMessage } from '#messages/draft.ts'
import { editForm, startForm } from '#messages/forms.ts'
import {
  confirmEraseMessage,
  emptyGalleryMessage,
  exportMessage,
  galleryFilters,
  galleryMessage,
  galleryPageSize,
  galleryPlacesMost,
} from '#messages/gallery.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { notice } from '#messages/notice.ts'
import { pictureMessage } from '#messages/picture.ts'
import { presetListMessage } from '#messages/presets.ts'
import { paintingMessage, waitingMessage } from '#messages/progress.ts'
import { settingsTextMessage } from '#messages/settings-text.ts'
import { languages } from '#messages/texts/texts.ts'

/** The emulated Discord is the judge: its schema and rules refuse what Discord refuses. */
let server: TestServer
let file: Buffer
beforeAll(async () => {
  server = await startTestServer()
  server.discord.rateLimits.turn(false)
  file = await png(8, 8)
})
afterAll(() => server[Symbol.asyncDispose]())

const numRuns = 25

async function accepted(...bodies: MessageBody[]): Promise<void> {
  await Promise.all(
    bodies.map((body) =>
      server.rest.post(Routes.channelMessages(server.channel.id), {
        body,
        files: body.attachments.map(({ filename: name }) => ({ name, data: file })),
      }),
    ),
  )
}

async function opens(form: APIModalInteractionResponseCallbackData): Promise<void> {
  await server.answer(await server.imagine(), { type: InteractionResponseType.Modal, data: form })
}

const pieces = [
  'a',
  ' ',
  '*',
  '`',
  '\\',
  '<@1>',
  '@everyone',
  '](',
  '\n',
  '1. ',
  '‮שלום',
  '🐉',
  '👨‍👩‍👧',
  '́',
  '"',
  '#',
]
/** What people type: short, odd, and as long as it may be. */
function words(maxLength: number, minLength = 0): fc.Arbitrary<string> {
  const odd = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''))
  const long = fc
    .tuple(fc.constantFrom(...pieces), fc.constantFrom(...pieces))
    .map(([one, other]) => (one + other).repeat(maxLength))
  return fc
    .oneof(odd, long, fc.string({ unit: 'binary', maxLength: 60 }))
    .map((text) => (text.length < minLength ? 'x' : text.slice(0, maxLength)))
}
const locale = fc.constantFrom(...languages.map(({ code }) => code), 'ja', 'ar')
const size = fc.integer({ min: 8, max: 512 }).map((eighths) => eighths * 8)
/** A file's name. */
const upscalerName = words(59).map((text) => `u${text}`)
const settingsWith: fc.Arbitrary<PaintSettings> = fc.record({
  prompt: words(promptMaxLength, 1),
  negativePrompt: words(promptMaxLength),
  // A folder's name, or a path.
  model: words(1024).map((text) => `m${text}`),
  steps: fc.integer({ min: 1, max: 1000 }),
  guidance: fc.double({ min: 0, max: 50, noNaN: true }),
  width: size,
  height: size,
  seed: fc.integer({ min: 0, max: maxSeed }),
  count: fc.integer({ min: 1, max: maxCount }),
  scheduler: fc.constantFrom(...schedulerSlugs),
  start: fc.option(
    fc.record({
      imageId: fc.uuid(),
      strength: fc.double({ min: 0, max: 1, noNaN: true }),
      upscaler: upscalerName,
    }),
  ),
  variations: fc.constant([]),
})
/** More than a menu holds. */
const upscalersWith = fc.uniqueArray(
  fc.record({ name: upscalerName, factor: fc.integer({ min: 1, max: 8 }) }),
  { maxLength: 30, selector: ({ name }) => name },
)
const total = fc.integer({ min: 1, max: 1_000_000 })

test('a picture on its way, the picture, its forms and its settings as text', async () => {
  const progress = fc.record({ step: fc.nat(1000), secondsLeft: fc.nat(100_000) })
  await fc.assert(
    fc.asyncProperty(
      settingsWith,
      locale,
      progress,
      upscalersWith,
      async (settings, locale, on, upscalers) => {
        const { step, secondsLeft } = on
        const underway = { generationId: randomUUID(), settings, locale }
        const images = Array.from({ length: settings.count }, () => ({ id: randomUUID() }))
        const fileName = 'picture.png'
        await accepted(
          waitingMessage(underway),
          waitingMessage(underway, { position: step, secondsLeft }),
          paintingMessage(underway, { step, steps: 1000, secondsLeft, previewFile: fileName }),
          pictureMessage({ images, fileName, settings, locale, upscalers }),
          settingsTextMessage(`${settings.prompt}\nNegative prompt: ${settings.negativePrompt}`, locale),
        )
        await opens(editForm(randomUUID(), settings, locale))
        await opens(startForm(randomUUID(), settings, locale))
      },
    ),
    { numRuns },
  )
}, 60_000)

test('what is asked first, and a sheet', async () => {
  const several = fc.array(settingsWith, { minLength: 2, maxLength: maxPermutations })
  const left = fc.nat(1_000_000)
  const remark = fc.option(words(2000), { nil: undefined })
  const draftId = randomUUID()
  await fc.assert(
    fc.asyncProperty(several, left, remark, locale, async (settings, left, remark, locale) => {
      await accepted(draftMessage({ draftId, settings, left, remark, locale }))
    }),
    { numRuns },
  )
  const values = <T>(value: fc.Arbitrary<T>) =>
    fc.uniqueArray(value, { minLength: 1, maxLength: maxAxisValues })
  const lists = fc.record({
    schedulers: values(fc.constantFrom(...schedulerSlugs)),
    steps: values(fc.integer({ min: 1, max: 1000 })),
    guidance: values(fc.double({ min: 0, max: 50, noNaN: true })),
    seeds: values(fc.integer({ min: 0, max: maxSeed })),
    speeds: values(fc.constantFrom(...speeds)),
  })
  const axes = fc.constantFrom(...comparisonAxes)
  await fc.assert(
    fc.asyncProperty(settingsWith, axes, lists, locale, async (base, axes, lists, locale) => {
      const settings = compared(base, axes, lists)
      const underway = { generationId: randomUUID(), settings, locale, askedBy: '<@100000000000000001>' }
      const images = Array.from({ length: settings.count }, (_, index) => ({ id: randomUUID(), index }))
      await accepted(
        draftMessage({ draftId, settings: [settings], left: 3, locale }),
        waitingMessage(underway),
        paintingMessage(underway, { step: 3, steps: 16_000, secondsLeft: 5, previewFile: 'preview.jpg' }),
        pictureMessage({ images, fileName: 'sheet.png', settings, locale }),
      )
    }),
    { numRuns },
  )
}, 60_000)

test('a gallery, its questions and its exports', async () => {
  const picture = fc.record({
    imageId: fc.uuid(),
    prompt: words(promptMaxLength, 1),
    seed: fc.integer({ min: 0, max: maxSeed }),
    createdAt: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
  })
  const snowflake = fc.bigInt({ min: 10n ** 17n, max: 10n ** 18n }).map(String)
  // More than a menu holds.
  const places = fc.uniqueArray(
    fc.record({
      id: snowflake,
      isDirect: fc.boolean(),
      name: fc.option(
        words(99).map((text) => `n${text}`),
        { nil: undefined },
      ),
    }),
    { selector: ({ id }) => id, maxLength: galleryPlacesMost + 5 },
  )
  const filters = fc.subarray([...galleryFilters])
  const pictures = fc.uniqueArray(picture, {
    selector: ({ imageId }) => imageId,
    minLength: 1,
    maxLength: galleryPageSize,
  })
  const search = fc.option(words(200, 1))
  await fc.assert(
    fc.asyncProperty(
      pictures,
      search,
      total,
      places,
      filters,
      locale,
      async (pictures, search, total, places, filters, locale) => {
        const viewId = randomUUID()
        const page = Math.floor(total / (2 * galleryPageSize))
        const place = places[0]?.id ?? null
        const narrowed = { search, filters, places, place }
        await accepted(
          galleryMessage({ viewId, ...narrowed, page, total, pictures, fileName: 'gallery.jpg', locale }),
          emptyGalleryMessage(viewId, locale),
          confirmEraseMessage(viewId, locale),
          exportMessage({ part: page, parts: total, pictures: total, fileName: 'pictures.zip', locale }),
        )
      },
    ),
    { numRuns },
  )
}, 60_000)

test('lists of presets', async () => {
  const preset = fc.record({
    name: words(presetNameMaxLength, 1),
    style: words(presetStyleMaxLength),
    negativePrompt: fc.constant(''),
    steps: fc.integer({ min: 1, max: 1000 }),
  })
  const presets = fc.array(preset, { maxLength: presetsMax })
  const inUse = fc.option(words(presetNameMaxLength, 1))
  await fc.assert(
    fc.asyncProperty(presets, presets, inUse, locale, async (yours, servers, inUse, locale) => {
      await accepted(presetListMessage({ yours, servers, shipped: shippedPresets, inUse, locale }))
    }),
    { numRuns },
  )
}, 60_000)

test('whatever a word quotes', async () => {
  await accepted(notice('*'.repeat(6000)))
})

test('the judge judges', async () => {
  const tooLong = { ...notice(''), content: 'x'.repeat(2001) }
  await expect(accepted(tooLong)).rejects.toThrow('Invalid Form Body')
})
