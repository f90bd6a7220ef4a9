import type { AllowList } from '#core/allow-lists.ts'
import type { ChangeValue } from '#core/changes.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import type { ServerSettings } from '#core/server-settings.ts'
import type { Speed } from '#core/speeds.ts'
import type { Ceilings } from '#core/tiers.ts'
import { valueText } from './change.ts'
import { allowListText, subjectText } from './allow-lists.ts'
import { linesWithin, page } from './embed.ts'
import { typed } from './escape.ts'
import type { MessageBody } from './message-body.ts'
import { textsFor } from './texts/texts.ts'

const nameShown = 80
/** A field has 1,024 characters; lines are left out whole. */
const allowListsMaxLength = 900

type Group = 'pictures' | 'limits' | 'defaults' | 'words' | 'place'

/** Under which heading a setting is shown; `size` is two settings in one line. */
const groups = {
  allowedChannelIds: 'place',
  ageRestrictedOnly: 'place',
  logChannelId: 'place',
  language: 'place',
  spoiler: 'pictures',
  flaggedAsSpoilers: 'pictures',
  privatePictures: 'pictures',
  defaultTier: 'limits',
  mostSteps: 'limits',
  mostPixels: 'limits',
  picturesPerDay: 'limits',
  waitingPerPerson: 'limits',
  defaultSteps: 'defaults',
  defaultGuidance: 'defaults',
  defaultWidth: 'defaults',
  defaultHeight: 'defaults',
  defaultScheduler: 'defaults',
  defaultNegativePrompt: 'defaults',
  defaultSpeed: 'defaults',
  blockedWords: 'words',
} as const satisfies Record<keyof ServerSettings, Group>
const groupOrder = ['limits', 'defaults', 'place', 'pictures', 'words'] as const

interface ShownSettings {
  settings: ServerSettings
  /** Of tiers, roles and channels. */
  allowLists: readonly AllowList[]
  ceilings: Ceilings
  /** What is painted with when nobody names a model; undefined while no painter is known. */
  model: Pick<ModelFacts, 'name' | 'steps' | 'guidance' | 'width' | 'height' | 'scheduler'> | undefined
  /** The operator's. */
  speed: Speed
  locale: string
}

/** `/settings show`: what holds in a server, and who says so: its admins, the operator, or the model. */
export function settingsMessage(shown: ShownSettings): MessageBody {
  const texts = textsFor(shown.locale).admin
  // The keys of ServerSettings; Object.keys widens them to string.
  const keys = Object.keys(groups) as (keyof ServerSettings)[]
  return page({
    title: texts.settings.title,
    lines: [],
    sections: [
      ...groupOrder.map((group) => ({
        name: texts.settings.groups[group],
        value: keys
          .filter((key) => groups[key] === group)
          .map((key) =>
            group === 'words' ? valueOf(key, shown) : `${texts.fields[key]}: ${valueOf(key, shown)}`,
          )
          .join('\n'),
      })),
      { name: textsFor(shown.locale).allowLists.title, value: allowListLines(shown) },
    ],
  })
}

function allowListLines({ allowLists, locale }: ShownSettings): string {
  const lines = allowLists.map(
    (one) => `${subjectText(one.subject, one.subjectId)}: ${allowListText(one, locale)}`,
  )
  const texts = textsFor(locale)
  return lines.length === 0
    ? texts.allowLists.everybodyAll
    : linesWithin(lines, allowListsMaxLength, texts.admin.more)
}

/** A setting's value and, where an admin might have chosen another one, whose it is. */
function valueOf(
  key: keyof ServerSettings,
  { settings, ceilings, model, speed, locale }: ShownSettings,
): string {
  const texts = textsFor(locale).admin.settings
  const own = settings[key]
  const text = (value: ChangeValue) => valueText(key, value, locale)
  if (key === 'defaultSpeed') return own === null ? texts.ofOperator(text(speed)) : texts.ofServer(text(own))
  const ceiling = ceilingFor(key, ceilings)
  if (ceiling !== undefined) {
    const isLower = typeof own === 'number' && own < ceiling
    return isLower ? texts.ofServer(text(own)) : texts.ofOperator(text(ceiling))
  }
  const models = model && modelsValue(key, model)
  if (own === null && model !== undefined && models !== undefined)
    return texts.ofModel(text(models), typed(model.name, nameShown))
  if (own === null && modelSettings.has(key)) return texts.ofModels
  return modelSettings.has(key) && own !== null ? texts.ofServer(text(own)) : text(own)
}

function ceilingFor(key: keyof ServerSettings, ceilings: Ceilings): number | undefined {
  switch (key) {
    case 'mostSteps':
      return ceilings.steps
    case 'mostPixels':
      return ceilings.pixels
    case 'picturesPerDay':
      return ceilings.picturesPerServerPerDay
    case 'waitingPerPerson':
      return ceilings.waitingPerPerson
    default:
      return undefined
  }
}

const modelSettings: ReadonlySet<keyof ServerSettings> = new Set([
  'defaultSteps',
  'defaultGuidance',
  'defaultWidth',
  'defaultHeight',
  'defaultScheduler',
])

function modelsValue(
  key: keyof ServerSettings,
  model: NonNullable<ShownSettings['model']>,
): string | number | undefined {
  switch (key) {
    case 'defaultSteps':
      return model.steps
    case 'defaultGuidance':
      return model.guidance
    case 'defaultWidth':
      return model.width
    case 'defaultHeight':
      return model.height
    case 'defaultScheduler':
      return model.scheduler
    default:
      return undefined
  }
}
