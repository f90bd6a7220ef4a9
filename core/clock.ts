/** The one way to know the time, so that tests can set it. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** The UTC day of a moment, as Postgres' `date` writes it: `2026-11-23`. Quotas are counted by it. */
export function utcDay(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

/** The moment at which the quota of `moment`'s UTC day ends. */
export function nextUtcDay(moment: Date): Date {
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate() + 1))
}
