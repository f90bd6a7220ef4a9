/** How many pictures a day: the tier's limit here, and the operator's ceilings everywhere. */
export interface QuotaLimits {
  picturesPerDay: number
  picturesPerPersonPerDay: number
  picturesPerServerPerDay: number
  /** What the person set for the API key that asks. */
  picturesPerKeyPerDay?: number | undefined
}

export interface QuotaRefusal {
  /** Which limit: the tier's in this server, or the operator's for a person everywhere, or for a server, or the API key's own. */
  limitOf: 'tier' | 'person' | 'server' | 'key'
  limit: number
  used: number
  asked: number
}

/** Pictures held or delivered: of this person in this scope, of this person everywhere, and of the scope as a whole. */
export interface QuotaUse {
  person: number
  personEverywhere: number
  scope: number
  /** With the API key that asks. */
  key?: number
}

/** Whether `asked` more pictures fit under every limit; undefined when they do, otherwise the first that says no. */
export function refuseByQuota(used: QuotaUse, limits: QuotaLimits, asked: number): QuotaRefusal | undefined {
  const rules = [
    { limitOf: 'tier', limit: limits.picturesPerDay, used: used.person },
    { limitOf: 'person', limit: limits.picturesPerPersonPerDay, used: used.personEverywhere },
    { limitOf: 'server', limit: limits.picturesPerServerPerDay, used: used.scope },
    { limitOf: 'key', limit: limits.picturesPerKeyPerDay ?? Infinity, used: used.key ?? 0 },
  ] as const
  const broken = rules.find((rule) => rule.used + asked > rule.limit)
  return broken && { ...broken, asked }
}

/** How many pictures are left of the day, under the narrowest limit. */
export function picturesLeft(used: QuotaUse, limits: QuotaLimits): number {
  const left = [
    limits.picturesPerDay - used.person,
    limits.picturesPerPersonPerDay - used.personEverywhere,
    limits.picturesPerServerPerDay - used.scope,
    (limits.picturesPerKeyPerDay ?? Infinity) - (used.key ?? 0),
  ]
  return Math.max(0, Math.min(...left))
}

/** How many requests may wait or be painted at the same time. */
export interface QueueBounds {
  waitingPerPerson: number
  waiting: number
}

export interface QueueRefusal {
  limitOf: 'waitingPerPerson' | 'waiting'
  limit: number
  /** For several requests at once: their number, and the number of places left. */
  together?: { asked: number; left: number }
}

/** Whether `asked` more requests may join the queue; undefined when they may. */
export function refuseByQueue(
  waiting: { person: number; all: number },
  bounds: QueueBounds,
  asked = 1,
): QueueRefusal | undefined {
  const rules = [
    { limitOf: 'waitingPerPerson', limit: bounds.waitingPerPerson, waiting: waiting.person },
    { limitOf: 'waiting', limit: bounds.waiting, waiting: waiting.all },
  ] as const
  const broken = rules.find((rule) => rule.waiting + asked > rule.limit)
  if (broken === undefined) return undefined
  const { limitOf, limit } = broken
  const left = Math.max(0, limit - broken.waiting)
  return { limitOf, limit, ...(asked === 1 ? {} : { together: { asked, left } }) }
}
