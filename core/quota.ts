/** How many pictures a day: the tier's limit here, and the operator's ceilings everywhere. */
export interface QuotaLimits {
  picturesPerDay: number
  picturesPerPersonPerDay: number
  picturesPerServerPerDay: number
}

export interface QuotaRefusal {
  /** Whose limit it is: the person's tier here, the operator's for a person anywhere, or for a server. */
  limitOf: 'tier' | 'person' | 'server'
  limit: number
  used: number
  asked: number
}

/** Whether `asked` more pictures fit under every limit; undefined when they do, otherwise the narrowest that says no. */
export function refuseByQuota(
  used: { person: number; personEverywhere: number; scope: number },
  limits: QuotaLimits,
  asked: number,
): QuotaRefusal | undefined {
  const rules = [
    { limitOf: 'tier', limit: limits.picturesPerDay, used: used.person },
    { limitOf: 'person', limit: limits.picturesPerPersonPerDay, used: used.personEverywhere },
    { limitOf: 'server', limit: limits.picturesPerServerPerDay, used: used.scope },
  ] as const
  const broken = rules.find((rule) => rule.used + asked > rule.limit)
  return broken && { ...broken, asked }
}
