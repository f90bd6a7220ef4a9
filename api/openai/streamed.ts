import type { Context } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import { ApiError } from '#api/contract/api-error.ts'
import type { Caller } from '#api/contract/caller.ts'
import type { Job } from '#api/contract/job.ts'
import type { Order } from '#api/contract/order.ts'
import type { ApiEnv, RouteDeps } from '#api/contract/route-deps.ts'
import { clientGone } from '#api/http/client-gone.ts'
import { errorBody } from '#api/http/error-body.ts'
import { failureOf } from '#api/http/paint-orders.ts'
import { encodedPicture, encodedPreview, type Encoding } from './encoded-picture.ts'
import { completed, partialDueAt, partialImage, type Stream } from './image-events.ts'

/** Proxies close what is silent for a minute; a comment is nothing to a client. */
const aliveEveryMs = 15_000

interface Streaming {
  stream: Stream
  /** Previews wanted of each picture. */
  partials: number
  encoding: Encoding
}

/**
 * Pictures as server-sent events, in OpenAI's names: partial ones while they are painted, each finished one once. What is refused is
 * refused before the stream begins; what fails later is an event `error`, which the `openai` package throws.
 */
export async function streamedImages(
  context: Context<ApiEnv>,
  orders: readonly Order[],
  how: Streaming,
  deps: Pick<RouteDeps, 'jobs' | 'clock' | 'logger'>,
): Promise<Response> {
  const caller = context.get('caller')
  const signal = clientGone(context)
  const submitted = await deps.jobs.submitAll(caller, orders)
  return streamSSE(context, async (events) => {
    const alive = setInterval(() => void events.write(': waiting\n\n'), aliveEveryMs)
    try {
      await Promise.all(
        submitted.map(async (job) => streamJob(job, events, how, { ...deps, caller, signal })),
      )
    } catch (error) {
      await Promise.allSettled(submitted.map(async ({ id }) => deps.jobs.cancel(caller, id)))
      if (!signal.aborted)
        await events.writeSSE({ event: 'error', data: JSON.stringify(errorBody(error, deps).body) })
    } finally {
      clearInterval(alive)
    }
  })
}

async function streamJob(
  { id }: Job,
  events: SSEStreamingApi,
  { stream, partials, encoding }: Streaming,
  {
    jobs,
    clock,
    caller,
    signal,
  }: Pick<RouteDeps, 'jobs' | 'clock'> & { caller: Caller; signal: AbortSignal },
): Promise<void> {
  const send = (data: { type: string }) => events.writeSSE({ event: data.type, data: JSON.stringify(data) })
  let sent = 0
  let last: Job | undefined
  for await (const event of jobs.watch(caller, id, { previews: partials > 0, signal })) {
    if (event.kind === 'job') last = event.job
    else if (
      last !== undefined &&
      sent < partials &&
      event.step >= partialDueAt(sent, partials, event.steps)
    ) {
      const { width, height } = last.settings
      const b64 = base64(await encodedPreview(event.jpeg, last.settings, encoding))
      await send(partialImage(stream, { b64, width, height, format: encoding.format, at: clock.now() }, sent))
      sent += 1
    }
  }
  if (last?.status === 'cancelled') throw new ApiError(422, 'cancelled', 'The picture was cancelled.')
  if (last === undefined || last.pictures.length === 0) throw failureOf(last ?? { error: null })
  for (const picture of last.pictures) {
    const { width, height } = picture
    const b64 = base64(await encodedPicture(await jobs.png(picture), encoding))
    await send(completed(stream, { b64, width, height, format: encoding.format, at: clock.now() }))
  }
}

const base64 = (file: Uint8Array) => Buffer.from(file).toString('base64')
