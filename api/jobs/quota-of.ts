import type { Caller } from '#api/contract/caller.ts'
import type { Quota } from '#api/contract/jobs.ts'
import { nextUtcDay, utcDay } from '#core/clock.ts'
import { picturesLeft } from '#core/quota.ts'
import { useOfApiKeys } from '#db/api-keys.ts'
import { quotaScope, quotaUse } from '#db/quota-holds.ts'
import { waitingOf } from '#db/waiting.ts'
import type { JobDeps } from './job-deps.ts'
import { termsOf } from './terms-of.ts'

/** The pictures that the caller has used today, and how many they may have. */
export async function quotaOf(
  caller: Caller,
  deps: Pick<JobDeps, 'config' | 'db' | 'clock'>,
): Promise<Quota> {
  const { userId, guildId, keyId } = caller
  const now = deps.clock.now()
  const day = utcDay(now)
  const [terms, use, keys, waiting] = await Promise.all([
    termsOf(caller, deps),
    quotaUse(deps.db, { userId, scope: quotaScope(guildId), day }),
    useOfApiKeys(deps.db, { keyIds: [keyId], days: [day] }),
    waitingOf(deps.db, [userId]),
  ])
  return {
    tier: terms.given.tier.name,
    used: use.person,
    limit: terms.limits.picturesPerDay,
    left: picturesLeft({ ...use, key: keys[0]?.pictures ?? 0 }, terms.limits),
    resetsAt: nextUtcDay(now),
    waiting: { requests: waiting[0]?.requests ?? 0, limit: terms.bounds.waitingPerPerson },
    mostSteps: terms.mostSteps.value,
    mostPixels: terms.mostPixels.value,
  }
}
