import type { Clock } from '#core/clock.ts'
import type { Config } from '#core/config.ts'
import { signingSecretOf } from '#db/api-keys.ts'
import { dueCallbacks, findApiJob, noteCallback } from '#db/api-jobs.ts'
import type { Db } from '#db/connect.ts'
import type { Generation } from '#db/schema.ts'
import type { Logger } from '#process/logger.ts'
import { jobOf } from '#api/jobs/job-of.ts'
import { statusOf } from '#api/own/status-of.ts'
import { LocalAddressError, post } from './post.ts'
import { signatureHeaders } from './signature.ts'

/** After each attempt that failed; then it is given up: about a day in all. */
const waitsSeconds = [5, 30, 120, 600, 3600, 21_600, 64_800]
const atOnce = 20

interface CallBackDeps {
  db: Db
  config: Pick<Config, 'callbacksToLocalAddresses'>
  clock: Clock
  logger: Logger
}

/** One round: tells the addresses that are to be told of an end now. */
export async function callBack(deps: CallBackDeps): Promise<void> {
  const due = await dueCallbacks(deps.db, atOnce)
  await Promise.all(due.map((generation) => tell(generation, deps)))
}

async function tell(generation: Generation, deps: CallBackDeps): Promise<void> {
  const { db, logger } = deps
  const { id, callbackAttempts } = generation
  try {
    const status = await send(generation, deps)
    if (status < 200 || status >= 300) throw new Error(`it answered ${status}`)
    await noteCallback(db, [id], null)
  } catch (error) {
    // Without the address: it may hold a secret.
    const again = error instanceof LocalAddressError ? undefined : waitsSeconds[callbackAttempts]
    logger.warn({ generation: id, err: error, again }, 'a callback failed')
    await noteCallback(db, [id], again ?? null)
  }
}

/** @returns the status that was answered */
async function send(generation: Generation, { db, config, clock }: CallBackDeps): Promise<number> {
  const { id, userId, callbackUrl, apiKeyId } = generation
  const row = await findApiJob(db, { id, userId })
  const secret = apiKeyId === null ? undefined : await signingSecretOf(db, apiKeyId)
  if (row === undefined || callbackUrl === null || secret === undefined) return 204
  const body = JSON.stringify(statusOf(jobOf(row, undefined)))
  return post(new URL(callbackUrl), {
    body,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Dragon-Wings',
      ...signatureHeaders({ id, body, at: clock.now() }, secret),
    },
    allowLocal: config.callbacksToLocalAddresses,
  })
}
