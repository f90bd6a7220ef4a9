import type { Caller } from '#api/contract/caller.ts'
import { type PaintTerms, paintTerms, refuseAsker } from '#core/paint-terms.ts'
import { findStanding } from '#db/standing.ts'
import type { JobDeps } from './job-deps.ts'
import { termsRefused } from './refusals.ts'

type TermsDeps = Pick<JobDeps, 'config' | 'db'>

/** The terms of a caller's next picture: those of their person where the key belongs, and the key's own limit. */
export async function termsOf(caller: Caller, { config, db }: TermsDeps): Promise<PaintTerms> {
  const { userId, guildId, roleIds, entitled, ageRestricted, picturesPerDay } = caller
  const standing = await findStanding(db, { guildId, userId, roleIds })
  const terms = paintTerms(config, standing, { userId, roleIds, entitled, ageRestricted, channelIds: null })
  return picturesPerDay === null
    ? terms
    : { ...terms, limits: { ...terms.limits, picturesPerKeyPerDay: picturesPerDay } }
}

/** @throws {ApiError} when they may not ask at all */
export async function admit(caller: Caller, deps: TermsDeps): Promise<PaintTerms> {
  const terms = await termsOf(caller, deps)
  const refusal = refuseAsker(terms)
  if (refusal !== undefined) throw termsRefused(refusal)
  return terms
}
