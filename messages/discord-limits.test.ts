import fc from 'fast-check'
import { test } from 'vitest'
import { listedKinds, listSubjects, mostAllowedNames, mostAllowLists } from '#core/allow-lists.ts'
import {
  aboutMaxLength,
  extraNameMaxLength,
  extraNetworkKinds,
  wordsMaxLength,
} from '#core/extra-networks.ts'
import { extraNetworksMessage, extraNetworksPageSize } from './extra-networks.ts'
import { loadConfig } from '#core/config.ts'
import { operatorModes } from '#core/operator.ts'
import type { TermsRefusal } from '#core/paint-terms.ts'
import { mostAllowedChannels } from '#core/server-settings.ts'
import { schedulerSlugs } from '#core/schedulers.ts'
import { speeds } from '#core/speeds.ts'
import { changedMessage, changeMessage } from './change.ts'
import { helpMessage } from './help.ts'
import { notice } from './notice.ts'
import { announcementMessage, operatorMessage } from './operator.ts'
import { queueMessage } from './queue.ts'
import { quotaMessage } from './quota.ts'
import { ledgerRefusalText, termsRefusalText } from './refusal.ts'
import { historyMessage } from './history.ts'
import { settingsMessage } from './server-settings.ts'
import { memberTierMessage, tierListMessage } from './tiers.ts'
import {
  change,
  check,
  date,
  given,
  id,
  maybe,
  name,
  number,
  settings,
  text,
  tier,
  withinLimits,
} from '#test/support/arbitrary-messages.ts'

test('changes, in the log channel and to whoever made them', () => {
  check(fc.tuple(change, id, maybe(text(200))), ([one, actor, note], where) => {
    withinLimits(changedMessage(one, where, note ?? undefined))
    return changeMessage(one, actor, where)
  })
})

const names = fc.option(fc.array(text(100), { maxLength: mostAllowedNames }), { nil: null })
const allowLists = fc.array(
  fc.record({ subject: fc.constantFrom(...listSubjects), subjectId: id, models: names, loras: names }),
  { maxLength: mostAllowLists },
)

test('/lora list and /model list', () => {
  const suits = fc.record({
    weight: number,
    steps: number,
    guidance: number,
    scheduler: fc.constantFrom(...schedulerSlugs),
  })
  const network = fc.record({
    kind: fc.constantFrom(...extraNetworkKinds),
    name: text(extraNameMaxLength),
    words: text(wordsMaxLength),
    about: text(aboutMaxLength),
    suits,
    size: fc.record({ width: number, height: number }),
    usable: fc.boolean(),
  })
  const shown = fc.record({
    list: fc.constantFrom('loras' as const, 'models' as const),
    networks: fc.array(network, { minLength: 1, maxLength: extraNetworksPageSize }),
    page: fc.constant(0),
    total: fc.constant(1000),
    fileName: fc.constant('loras.jpg'),
  })
  check(shown, (one, where) => extraNetworksMessage({ ...one, locale: where }))
})

test('/settings show and history', () => {
  const ceilings = fc.constant(loadConfig({}).ceilings)
  const model = fc.record({ name: text(100), steps: number, guidance: number, width: number, height: number })
  const scheduler = fc.constantFrom(...schedulerSlugs)
  const painted = fc.tuple(model, scheduler).map(([one, slug]) => ({ ...one, scheduler: slug }))
  const shown = fc.record({
    settings,
    allowLists,
    ceilings,
    speed: fc.constantFrom(...speeds),
    model: fc.option(painted, { nil: undefined }),
  })
  check(shown, (one, where) => settingsMessage({ ...one, locale: where }))
  const entry = fc.tuple(change, id, date).map(([one, actorId, at]) => ({ ...one, actorId, at }))
  check(fc.array(entry, { maxLength: 15 }), (entries, where) =>
    historyMessage(
      entries.map((one, index) => ({ ...one, id: index })),
      where,
      { undo: true },
    ),
  )
})

test('/tier list and show', () => {
  const assignment = fc.record({
    kind: fc.constantFrom('member' as const, 'role' as const),
    subjectId: id,
    tier: name,
  })
  const list = fc.record({
    tiers: fc.array(tier, { maxLength: 22 }),
    assignments: fc.array(assignment, { maxLength: 200 }),
    allowLists,
    defaultTier: name,
  })
  check(list, (one, where) => tierListMessage({ ...one, locale: where }))
  check(fc.tuple(given, allowLists), ([one, lists], where) =>
    memberTierMessage({ given: one, allowLists: lists, person: '<@1>', locale: where }),
  )
})

test('/quota', () => {
  const limit = fc.record({
    value: number,
    limitOf: fc.constantFrom('tier' as const, 'server' as const, 'operator' as const),
  })
  const quota = fc.record({
    terms: fc.record({
      given,
      limits: fc.record({
        picturesPerDay: number,
        picturesPerPersonPerDay: number,
        picturesPerServerPerDay: number,
      }),
      bounds: fc.record({ waitingPerPerson: number, waiting: number }),
      mostSteps: limit,
      mostPixels: limit,
    }),
    use: fc.record({ person: number, personEverywhere: number, scope: number }),
    waiting: number,
    reset: date,
    inServer: fc.boolean(),
  })
  check(quota, (one, where) => quotaMessage({ ...one, locale: where }))
})

test('/queue and /help', () => {
  const own = fc.record({ id, userId: id, model: text(300), position: number, secondsLeft: maybe(number) })
  const outlook = fc.record({
    models: fc.array(fc.record({ model: text(300), waiting: number, painting: number }), { maxLength: 40 }),
    own: fc.array(own, { maxLength: 100 }),
    painters: number,
  })
  check(outlook, queueMessage)
  const words = fc.array(fc.array(text(300), { maxLength: 40 }), { maxLength: 10 })
  const world = fc.option(fc.record({ words, examples: fc.array(text(2000), { maxLength: 4 }) }), {
    nil: undefined,
  })
  const model = fc.record({ name: text(300), width: number, height: number, steps: number, world })
  check(fc.record({ models: fc.array(model, { maxLength: 60 }), admin: fc.boolean() }), (help, where) =>
    helpMessage({ ...help, locale: where }),
  )
})

test('/owner status and announcements', () => {
  const shown = fc.record({
    operator: fc.record({
      mode: fc.constantFrom(...operatorModes),
      reason: maybe(text(200)),
      ceilings: fc.constant({}),
    }),
    ceilings: fc.record({
      picturesPerPersonPerDay: number,
      picturesPerServerPerDay: number,
      steps: number,
      pixels: number,
      weight: number,
      waitingPerPerson: number,
      waiting: number,
    }),
    waiting: number,
    painters: number,
    opening: fc.array(
      fc.record({
        host: text(300),
        device: text(300),
        doing: fc.constantFrom('starting', 'loading', 'compiling', 'computing'),
        since: number,
      }),
      { maxLength: 20 },
    ),
    now: number,
    bans: fc.array(fc.record({ userId: id, reason: maybe(text(200)) }), { maxLength: 20 }),
    today: fc.record({
      servers: fc.array(fc.record({ id, pictures: number }), { maxLength: 5 }),
      people: fc.array(fc.record({ id, pictures: number }), { maxLength: 5 }),
    }),
  })
  check(shown, (one, where) => operatorMessage({ ...one, locale: where }))
  check(
    text(1500).filter((one) => one.trim() !== ''),
    announcementMessage,
  )
})

test('refusals', () => {
  const limitOf = fc.constantFrom('tier' as const, 'server' as const, 'operator' as const)
  const refusal: fc.Arbitrary<TermsRefusal> = fc.oneof(
    fc.record({ why: fc.constant('banned' as const), reason: maybe(text(200)) }),
    fc.record({
      why: fc.constant('closed' as const),
      mode: fc.constantFrom('paused' as const, 'draining' as const),
      reason: maybe(text(200)),
    }),
    fc.record({
      why: fc.constant('channel' as const),
      allowed: fc.array(id, { maxLength: mostAllowedChannels }),
    }),
    fc.record({ why: fc.constant('word' as const), word: text(100) }),
    fc.record({ why: fc.constant('age' as const), model: maybe(text(4000)) }),
    fc.record({
      why: fc.constant('not allowed' as const),
      kind: fc.constantFrom(...listedKinds),
      name: text(4000),
      by: fc.constantFrom(...listSubjects),
      tier: name,
      who: fc.array(id, { maxLength: mostAllowLists }),
      instead: fc.array(text(100), { maxLength: 500 }),
    }),
    fc.record({ why: fc.constant('steps' as const), most: number, limitOf, tier: name }),
    fc.record({ why: fc.constant('size' as const), mostPixels: number, limitOf, tier: name }),
  )
  check(refusal, (one, where) => notice(termsRefusalText(one, where)))
  const ledger = fc.oneof(
    fc.record({
      limitOf: fc.constantFrom('tier' as const, 'person' as const, 'server' as const, 'key' as const),
      limit: number,
      used: number,
      asked: number,
    }),
    fc.record({
      limitOf: fc.constantFrom('waitingPerPerson' as const, 'waiting' as const),
      limit: number,
      together: fc.record({ asked: number, left: number }),
    }),
  )
  const reader = fc.record({ isOperator: fc.boolean(), inServer: fc.boolean(), tier: name })
  check(fc.tuple(ledger, date, reader), ([one, reset, who], where) =>
    notice(ledgerRefusalText(one, reset, where, who)),
  )
})
