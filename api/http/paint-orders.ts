import { ApiError } from '#api/contract/api-error.ts'
import type { Caller } from '#api/contract/caller.ts'
import type { Job, JobPicture } from '#api/contract/job.ts'
import type { Jobs } from '#api/contract/jobs.ts'
import type { Order } from '#api/contract/order.ts'

export interface Painted {
  jobs: readonly Job[]
  /** In the order of the orders; fewer than asked for where jobs were cancelled, or some pictures failed. */
  pictures: readonly (JobPicture & { png: Uint8Array })[]
}

/**
 * Paints all of one request's orders, or none, and waits for their pictures.
 * @param signal when it fires, what is not painted yet is cancelled: nobody will ask for it
 * @throws {ApiError} where nothing was painted
 */
export async function paintOrders(
  orders: readonly Order[],
  { jobs, caller, signal }: { jobs: Jobs; caller: Caller; signal: AbortSignal },
): Promise<Painted> {
  const submitted = await jobs.submitAll(caller, orders)
  const ended = await endOf(submitted, { jobs, caller, signal })
  const failed = ended.find(({ status }) => status === 'failed')
  const pictures = await Promise.all(
    ended
      .flatMap((job) => [...job.pictures].sort((one, other) => one.index - other.index))
      .map(async (picture) => ({ ...picture, png: await jobs.png(picture) })),
  )
  if (failed !== undefined && pictures.length === 0) throw failureOf(failed)
  return { jobs: ended, pictures }
}

/** Waits for all of them; a client that goes away takes them along. */
export async function endOf(
  submitted: readonly Job[],
  { jobs, caller, signal }: { jobs: Jobs; caller: Caller; signal: AbortSignal },
): Promise<Job[]> {
  try {
    return await Promise.all(submitted.map(async ({ id }) => jobs.finished(caller, id, signal)))
  } catch (error) {
    if (!signal.aborted) throw error
    await Promise.allSettled(submitted.map(async ({ id }) => jobs.cancel(caller, id)))
    throw new ApiError(409, 'client_gone', 'The client went away before its pictures were painted.')
  }
}

/** A job that failed, as the answer to who waited for it: 422, so that no client tries it again by itself. */
export function failureOf({ error }: Pick<Job, 'error'>): ApiError {
  return new ApiError(422, error?.code ?? 'failed', error?.message ?? 'The picture could not be painted.')
}
