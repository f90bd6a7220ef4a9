import fc from 'fast-check'
import { expect } from 'vitest'
import { type Change, changeActions, type ChangeValues } from '#core/changes.ts'
import { promptMaxLength } from '#core/generation.ts'
import { mostAllowedChannels, mostBlockedWords, type ServerSettings } from '#core/server-settings.ts'
import type { Tier } from '#core/tiers.ts'
import { schedulerSlugs } from '#core/schedulers.ts'
import { speeds } from '#core/speeds.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { languages } from '#messages/texts/texts.ts'

/** Half a character: Discord refuses it as malformed. */
const loneSurrogate = /\p{Cs}/u

/** docs.discord.com: resources/message#embed-object-embed-limits, #create-message. */
export function withinLimits(body: MessageBody): void {
  expect(body.allowed_mentions).toEqual({ parse: [] })
  expect(body.content.length).toBeLessThanOrEqual(2000)
  expect(body.content.length + body.embeds.length).toBeGreaterThan(0)
  let sum = 0
  for (const { title = '', description = '', fields = [] } of body.embeds) {
    expect(title.length).toBeLessThanOrEqual(256)
    expect(description.length).toBeLessThanOrEqual(4096)
    expect(fields.length).toBeLessThanOrEqual(25)
    expect(`${title}${description}`.trim().length + fields.length).toBeGreaterThan(0)
    for (const { name, value } of fields) {
      for (const [text, most] of [
        [name, 256],
        [value, 1024],
      ] as const) {
        expect(text.trim().length).toBeGreaterThan(0)
        expect(text.length).toBeLessThanOrEqual(most)
        expect(text).not.toMatch(loneSurrogate)
      }
      sum += name.length + value.length
    }
    expect(description).not.toMatch(loneSurrogate)
    sum += title.length + description.length
  }
  expect(sum).toBeLessThanOrEqual(6000)
}

const locale = fc.constantFrom(...languages.map(({ code }) => code), 'ja', 'ar', 'zh-CN')
export const id = fc.bigInt({ min: 10n ** 16n, max: 2n ** 63n }).map(String)
/** What people type: markup, mentions, emoji, right-to-left, and very long. */
export const text = (maxLength: number) =>
  fc.oneof(
    fc
      .string({ maxLength, unit: 'grapheme' })
      .map((one) => one.slice(0, maxLength).replaceAll(new RegExp(loneSurrogate, 'gu'), '')),
    fc
      .constantFrom('*', '🐉', '<@1>', '‮ש', ' ', '_`\n')
      .map((part) => part.repeat(Math.floor(maxLength / part.length))),
  )
export const name = text(32).map((one) => one || 'x')
export const number = fc.integer({ min: 0, max: 10 ** 9 })
export const date = fc.integer({ min: 0, max: 2 ** 41 }).map((ms) => new Date(ms))
export const tier: fc.Arbitrary<Tier> = fc.record({
  name,
  picturesPerDay: number,
  steps: number,
  pixels: number,
  weight: fc.double({ min: 0.1, max: 1000, noNaN: true }),
  speed: fc.option(fc.constantFrom(...speeds), { nil: null }),
})
const reason = fc.oneof(
  fc.constant({ from: 'member' as const }),
  fc.constant({ from: 'entitlement' as const }),
  fc.constant({ from: 'default' as const }),
  fc.record({ from: fc.constant('role' as const), roleId: id }),
)
export const given = fc.record({ tier, reason })
export const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })
export const settings: fc.Arbitrary<ServerSettings> = fc.record({
  logChannelId: maybe(id),
  allowedChannelIds: fc.array(id, { maxLength: mostAllowedChannels }),
  defaultTier: name,
  blockedWords: fc.array(
    fc.tuple(fc.constantFrom('', 'stem:', 'anywhere:'), text(100)).map((rule) => rule.join('')),
    { maxLength: mostBlockedWords },
  ),
  spoiler: fc.boolean(),
  flaggedAsSpoilers: fc.boolean(),
  privatePictures: fc.boolean(),
  ageRestrictedOnly: fc.boolean(),
  language: maybe(fc.constantFrom(...languages.map(({ code }) => code))),
  mostSteps: maybe(number),
  mostPixels: maybe(number),
  picturesPerDay: maybe(number),
  waitingPerPerson: maybe(number),
  defaultSteps: maybe(number),
  defaultGuidance: maybe(fc.double({ min: 0, max: 50, noNaN: true })),
  defaultWidth: maybe(number),
  defaultHeight: maybe(number),
  defaultScheduler: maybe(fc.constantFrom(...schedulerSlugs)),
  defaultNegativePrompt: maybe(text(promptMaxLength)),
  defaultSpeed: maybe(fc.constantFrom(...speeds)),
})
const values: fc.Arbitrary<ChangeValues | null> = maybe(settings)
export const change: fc.Arbitrary<Change> = fc.record({
  action: fc.constantFrom(...changeActions),
  subject: maybe(text(200)),
  before: values,
  after: values,
})

export const check = <T>(input: fc.Arbitrary<T>, build: (value: T, locale: string) => MessageBody) =>
  fc.assert(
    fc.property(input, locale, (value, where) => withinLimits(build(value, where))),
    { numRuns: 60 },
  )
