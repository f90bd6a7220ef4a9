import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { ApiError } from '#api/contract/api-error.ts'
import type { Caller } from '#api/contract/caller.ts'
import type { Order } from '#api/contract/order.ts'
import { type GenerationRequest, leavesNothingToPaint, type PaintSettings } from '#core/generation.ts'
import { isLocalAddress } from '#core/local-address.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { type PaintTerms, refuseSettings } from '#core/paint-terms.ts'
import { findByIdempotencyKey } from '#db/api-jobs.ts'
import { reserveAllOrNone } from '#db/reserve.ts'
import type { Generation } from '#db/schema.ts'
import { knownModels } from '#db/workers.ts'
import { enqueue } from '#request/enqueue.ts'
import { reserveTerms } from '#request/reserve-terms.ts'
import { readForTerms, readPrompts } from '#request/read-prompt.ts'
import type { JobDeps } from './job-deps.ts'
import { notesBefore } from './plain-notes.ts'
import { ledgerRefused, termsRefused } from './refusals.ts'
import { idempotencyKeyOf, requestHashOf } from './request-hash.ts'
import { resolveOrder } from './resolve-order.ts'
import { admit } from './terms-of.ts'

/**
 * One way for every picture: terms → request → reserve → queue. What can be refused is refused here, before any GPU time.
 * @throws {ApiError}
 */
export async function submit(
  caller: Caller,
  order: Order,
  deps: JobDeps,
): Promise<{ generation: Generation; repeated: boolean }> {
  requireCallable(order, deps)
  const known = await repeatOf(caller, order, deps)
  if (known !== undefined) return { generation: known, repeated: true }
  const under = await lookUp(caller, deps)
  const request = await requestOf(caller, order, under, deps)
  const now = deps.clock.now()
  const reservation = await deps.reserve(request, reserveTerms(under.terms, now))
  if (reservation.outcome === 'refused') throw ledgerRefused(reservation.refusal, now)
  const { generation, outcome } = reservation
  // The same request a moment ago: its generation is on its way already.
  if (outcome === 'duplicate') return { generation: requireSame(generation, order), repeated: true }
  queued([generation], deps)
  return { generation, repeated: false }
}

/** The same for several orders of one request: all or none. */
export async function submitAll(
  caller: Caller,
  orders: readonly Order[],
  deps: JobDeps,
): Promise<Generation[]> {
  const under = await lookUp(caller, deps)
  const now = deps.clock.now()
  const asked = []
  for (const order of orders)
    asked.push({
      request: await requestOf(caller, order, under, deps),
      terms: reserveTerms(under.terms, now),
    })
  const reservation = await reserveAllOrNone(deps.db, asked)
  if (reservation.outcome === 'refused') throw ledgerRefused(reservation.refusal, now)
  if (reservation.outcome === 'duplicate') {
    throw new ApiError(409, 'idempotency_conflict', 'One of these requests was made before.', {
      param: 'idempotency_key',
    })
  }
  queued(reservation.generations, deps)
  return reservation.generations
}

/** What each order of a caller is held to, looked up at once. */
async function lookUp(caller: Caller, deps: JobDeps): Promise<{ terms: PaintTerms; models: ModelFacts[] }> {
  const [terms, models] = await Promise.all([admit(caller, deps), knownModels(deps.db)])
  return { terms, models }
}

/** Its row says that it is queued, and the reconciler holds the queue to that: nobody has to wait for the job. */
function queued(reserved: readonly Generation[], deps: JobDeps): void {
  deps.faultPoint('reserved')
  for (const generation of reserved) deps.goOn(addJob(generation, deps))
}

async function addJob(generation: Generation, deps: JobDeps): Promise<void> {
  await enqueue(deps, generation)
  deps.faultPoint('job added')
  deps.logger.info({ generation: generation.id, key: generation.apiKeyId }, 'queued')
}

/** An address that is plainly of this machine is refused at once; what a name leads to is looked at when it is called. */
function requireCallable({ callbackUrl }: Order, { config }: Pick<JobDeps, 'config'>): void {
  if (callbackUrl === undefined || config.callbacksToLocalAddresses) return
  const host = new URL(callbackUrl).hostname.replace(/^\[(.*)\]$/, '$1')
  const local =
    host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isLocalAddress(host))
  if (!local) return
  const message =
    'This callback_url is of this machine or its network, which are not called: name one on the internet.'
  throw new ApiError(400, 'callback_refused', message, { param: 'callback_url' })
}

/** Before anything is kept or counted. */
async function repeatOf(
  { userId }: Caller,
  order: Order,
  { db }: Pick<JobDeps, 'db'>,
): Promise<Generation | undefined> {
  if (order.idempotencyKey === undefined) return undefined
  const known = await findByIdempotencyKey(db, idempotencyKeyOf(userId, order.idempotencyKey))
  return known && requireSame(known, order)
}

function requireSame(generation: Generation, order: Order): Generation {
  if (generation.requestHash === requestHashOf(order)) return generation
  const message =
    'This idempotency key was used for another request: take a new key for each request, and the same one for a repeat only.'
  throw new ApiError(409, 'idempotency_conflict', message, { param: 'idempotency_key' })
}

async function requestOf(
  caller: Caller,
  order: Order,
  under: Awaited<ReturnType<typeof lookUp>>,
  deps: JobDeps,
): Promise<GenerationRequest> {
  const { settings, notes } = await resolveOrder(order, under, deps)
  const read = readPrompts(settings)
  requireSettings(under.terms, settings, read)
  const { userId, keyId, guildId } = caller
  const { idempotencyKey, callbackUrl, returnBase64 } = order
  return {
    kind: 'imagine',
    principal: { userId, apiKeyId: keyId },
    guildId,
    locale: 'en-US',
    idempotencyKey: idempotencyKey === undefined ? randomUUID() : idempotencyKeyOf(userId, idempotencyKey),
    settings,
    parentImageId: null,
    target: {
      kind: 'api',
      // A key of our own is never sent again.
      ...(idempotencyKey !== undefined && { requestHash: requestHashOf(order) }),
      callbackUrl,
      returnBase64,
      notes: [...notes, ...notesBefore(read.remarks)],
    },
    promptParts: read.parts,
  }
}

/** @throws {ApiError} when the person may not have one of these settings, or nothing would come of them */
function requireSettings(
  terms: PaintTerms,
  settings: PaintSettings,
  { refusal: unreadable }: ReturnType<typeof readPrompts>,
): void {
  if (leavesNothingToPaint(settings)) {
    const { steps, start } = settings
    const message = `A strength of ${start?.strength ?? 0} leaves none of ${steps} steps to paint: take more of either.`
    throw new ApiError(422, 'strength_too_low', message, { param: 'strength' })
  }
  const refusal = refuseSettings(terms, settings, readForTerms(settings))
  if (refusal !== undefined) throw termsRefused(refusal)
  if (unreadable === undefined) return
  const message =
    unreadable.kind === 'unreadable_weight'
      ? `The weight "${unreadable.typed}" in the prompt can't be read: a weight is a number, such as (dragon:1.2).`
      : 'A weight in the prompt is too large to be painted with.'
  throw new ApiError(422, 'prompt_unreadable', message, { param: 'prompt' })
}
