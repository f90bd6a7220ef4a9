import type { SchedulerSlug } from './schedulers.ts'
import type { Speed } from './speeds.ts'
import type { Ceilings } from './tiers.ts'

/** The settings that a server's admins chose; null stands for the operator's default. */
export interface ServerSettings {
  /** Where changes and announcements are posted. */
  logChannelId: string | null
  /** Pictures are painted in these channels only; none means: in all. */
  allowedChannelIds: string[]
  /** Tier of everybody who was given no better one. */
  defaultTier: string
  /** Prompts that break one of these rules are refused; `storedRule` writes them. */
  blockedWords: string[]
  /** Pictures are hidden until somebody clicks on them. */
  spoiler: boolean
  /** Pictures that a model's safety checker flags are posted as spoilers; otherwise they are withheld. */
  flaggedAsSpoilers: boolean
  /** Pictures are seen only by the person who asked for them. */
  privatePictures: boolean
  /** Pictures are painted in age-restricted channels only. */
  ageRestrictedOnly: boolean
  /** Code of the language of what everybody sees (messages/texts/ knows which there are); null is each person's own. */
  language: string | null

  /** Limits, below the operator's. */
  mostSteps: number | null
  mostPixels: number | null
  picturesPerDay: number | null
  waitingPerPerson: number | null

  /** The values of /imagine's options that a person left out. */
  defaultSteps: number | null
  defaultGuidance: number | null
  defaultWidth: number | null
  defaultHeight: number | null
  defaultScheduler: SchedulerSlug | null
  defaultNegativePrompt: string | null
  defaultSpeed: Speed | null
}

/** A server whose admins chose nothing yet; direct messages are such a server. */
export const initialServerSettings: ServerSettings = {
  logChannelId: null,
  allowedChannelIds: [],
  defaultTier: 'free',
  blockedWords: [],
  spoiler: false,
  flaggedAsSpoilers: false,
  privatePictures: false,
  ageRestrictedOnly: false,
  language: null,
  mostSteps: null,
  mostPixels: null,
  picturesPerDay: null,
  waitingPerPerson: null,
  defaultSteps: null,
  defaultGuidance: null,
  defaultWidth: null,
  defaultHeight: null,
  defaultScheduler: null,
  defaultNegativePrompt: null,
  defaultSpeed: null,
}

/** Discord shows 25 channels at most in a list. */
export const mostAllowedChannels = 25
export const mostBlockedWords = 200

/** The first value of a change that is above the operator's ceiling for it. */
export function settingAboveCeiling(
  change: Partial<ServerSettings>,
  ceilings: Ceilings,
): { field: keyof ServerSettings; ceiling: number } | undefined {
  const defaultPixels = (change.defaultWidth ?? 0) * (change.defaultHeight ?? 0)
  const rules = [
    { field: 'mostSteps', value: change.mostSteps, ceiling: ceilings.steps },
    { field: 'mostPixels', value: change.mostPixels, ceiling: ceilings.pixels },
    { field: 'picturesPerDay', value: change.picturesPerDay, ceiling: ceilings.picturesPerServerPerDay },
    { field: 'waitingPerPerson', value: change.waitingPerPerson, ceiling: ceilings.waitingPerPerson },
    { field: 'defaultSteps', value: change.defaultSteps, ceiling: ceilings.steps },
    // The setting goes by the name of its limit.
    { field: 'mostPixels', value: defaultPixels, ceiling: ceilings.pixels },
  ] as const
  const broken = rules.find(({ value, ceiling }) => (value ?? 0) > ceiling)
  return broken && { field: broken.field, ceiling: broken.ceiling }
}
