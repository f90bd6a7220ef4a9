import { ApiError, notFound } from '#api/contract/api-error.ts'
import type { Caller } from '#api/contract/caller.ts'
import { hasEnded, type Job, type JobEvent } from '#api/contract/job.ts'
import type { Jobs } from '#api/contract/jobs.ts'
import { isApiKeyValid } from '#db/api-keys.ts'
import {
  type ApiJobRow,
  findApiImage,
  findApiJob,
  previewOf,
  unfinishedApiJobs,
  wantPreview,
} from '#db/api-jobs.ts'
import { cancelGeneration } from '#request/cancel-generation.ts'
import type { JobDeps } from './job-deps.ts'
import { jobOf } from './job-of.ts'
import { type Line, lineOf } from './line.ts'
import { outlastOutage } from './outlast-outage.ts'
import { quotaOf } from './quota-of.ts'
import { shared } from './shared.ts'
import { submit, submitAll } from './submit.ts'

/** A worker makes previews for some seconds after it heard that somebody watches; a job is looked at every two. */
const wantAgainMs = 1500
const isUuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Jobs over Postgres and the queue: nothing of them is kept in this process. */
export function createJobs(deps: JobDeps): Jobs {
  const line = lineOf(deps)

  async function find(caller: Caller, id: string): Promise<Job> {
    return withPlace(await rowOf(caller, id), line)
  }

  async function rowOf({ userId }: Caller, id: string): Promise<ApiJobRow> {
    const row = isUuid.test(id) ? await findApiJob(deps.db, { id: id.toLowerCase(), userId }) : undefined
    if (row === undefined) throw notFound('job')
    return row
  }

  /** Places in line are counted for who shows them, and not for who waits for the end. */
  async function lookAt(caller: Caller, id: string, { places }: { places: boolean }): Promise<Job> {
    return places ? find(caller, id) : jobOf(await rowOf(caller, id), undefined)
  }

  // A job may have a thousand watchers, who all wake at its next step.
  const look = shared(
    async ({ caller, id, places }: { caller: Caller; id: string; places: boolean }) =>
      lookAt(caller, id, { places }),
    ({ caller, id, places }) => `${caller.userId} ${id} ${places}`,
  )
  const previewNow = shared(
    async (id: string) => previewOf(deps.db, id),
    (id) => id,
  )
  const isValid = shared(
    async (keyId: string) => isApiKeyValid(deps.db, keyId),
    (keyId) => keyId,
  )
  const wantedAt = new Map<string, number>()
  const want = async (id: string) => {
    const now = deps.clock.now().getTime()
    if (now - (wantedAt.get(id) ?? -Infinity) < wantAgainMs) return
    wantedAt.set(id, now)
    await wantPreview(deps.db, id)
  }

  async function png({ id }: { id: string }): Promise<Uint8Array> {
    const found = await deps.store.get(id)
    if (found === undefined) throw notFound('picture')
    return found
  }

  async function* watch(
    caller: Caller,
    id: string,
    { previews, signal, places = true }: { previews: boolean; signal: AbortSignal; places?: boolean },
  ): AsyncGenerator<JobEvent, void, undefined> {
    const watching = deps.changes.watch(id.toLowerCase())
    let shown = ''
    let previewed = 0
    const lookAgain = async () => {
      if (previews) await want(id.toLowerCase())
      return look({ caller, id, places })
    }
    const outlast = <Answer>(ask: () => Promise<Answer>) => outlastOutage(ask, { signal })
    try {
      for (let job = await outlast(lookAgain); ;) {
        const looks = JSON.stringify([job.status, job.position, job.progress])
        if (looks !== shown) yield { kind: 'job', job }
        shown = looks
        if (hasEnded(job)) return
        const { step, steps } = job.progress
        if (previews && step > previewed) {
          const { id: previewedId } = job
          const jpeg = await outlast(() => previewNow(previewedId))
          if (jpeg !== undefined) {
            previewed = step
            yield { kind: 'preview', jpeg, step, steps }
          }
        }
        await watching.next(signal)
        const [works, now] = await outlast(() => Promise.all([isValid(caller.keyId), lookAgain()]))
        if (!works) throw new ApiError(401, 'invalid_api_key', 'This API key was revoked.')
        job = now
      }
    } finally {
      watching.stop()
      wantedAt.delete(id.toLowerCase())
    }
  }

  return {
    find,
    watch,
    async submit(caller, order) {
      const { generation, repeated } = await submit(caller, order, deps)
      if (repeated) return { job: await find(caller, generation.id), repeated }
      return { job: await withPlace({ generation, progress: null, images: [] }, line), repeated }
    },
    async submitAll(caller, orders) {
      const generations = await submitAll(caller, orders, deps)
      return generations.map((generation) => jobOf({ generation, progress: null, images: [] }, undefined))
    },
    async finished(caller, id, signal) {
      let last: Job | undefined
      for await (const event of watch(caller, id, { previews: false, places: false, signal }))
        if (event.kind === 'job') last = event.job
      return last ?? find(caller, id)
    },
    png,
    async picture({ userId }, pictureId) {
      const image = isUuid.test(pictureId)
        ? await findApiImage(deps.db, { id: pictureId, userId })
        : undefined
      if (image === undefined) throw notFound('picture')
      return png(image)
    },
    async cancel(caller, id) {
      const job = await find(caller, id)
      await cancelGeneration(job.id, deps)
      return find(caller, id)
    },
    async unfinished(caller) {
      const ids = await unfinishedApiJobs(deps.db, caller)
      return Promise.all(ids.map((id) => find(caller, id)))
    },
    async preview(caller, id) {
      const job = await find(caller, id)
      await wantPreview(deps.db, job.id)
      return previewOf(deps.db, job.id)
    },
    quota: (caller) => quotaOf(caller, deps),
  }
}

async function withPlace(row: ApiJobRow, line: Line): Promise<Job> {
  const { state, id } = row.generation
  const waits = state === 'reserved' || state === 'queued' || state === 'painting' || state === 'painted'
  return jobOf(row, waits ? await line(id) : undefined)
}
