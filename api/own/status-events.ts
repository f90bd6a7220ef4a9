import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Caller } from '#api/contract/caller.ts'
import { hasEnded } from '#api/contract/job.ts'
import type { Jobs } from '#api/contract/jobs.ts'
import { clientGone } from '#api/http/client-gone.ts'
import { errorBody } from '#api/http/error-body.ts'
import { jsonBytes } from '#api/http/json-bytes.ts'
import type { Logger } from '#process/logger.ts'
import { statusOf, statusWithPictures } from './status-of.ts'

/** A line is sent this often, so that nothing between takes the stream for dead. */
const keepAliveMs = 15_000

/**
 * A job's way as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): `progress` with the status at each
 * change, `preview` with a small JPEG, and at last one named as the end: `completed`, `failed` or `cancelled`; or `error`, when
 * the status can't be followed any more.
 */
export async function statusEvents(
  context: Context,
  { caller, id, jobs, logger }: { caller: Caller; id: string; jobs: Jobs; logger: Logger },
): Promise<Response> {
  // A job that is not there is answered 404 now, not in the middle of a stream.
  await jobs.find(caller, id)
  return streamSSE(context, async (stream) => {
    const gone = new AbortController()
    stream.onAbort(() => gone.abort(new Error('the client went away')))
    const signal = AbortSignal.any([gone.signal, clientGone(context)])
    const timer = setInterval(() => void stream.write(': \n\n'), keepAliveMs)
    try {
      for await (const event of jobs.watch(caller, id, { previews: true, signal })) {
        if (event.kind === 'preview') {
          const { step, steps, jpeg } = event
          const image = `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`
          await stream.writeSSE({ event: 'preview', data: JSON.stringify({ id, step, steps, image }) })
        } else if (hasEnded(event.job)) {
          const status = await statusWithPictures(event.job, jobs)
          await stream.writeSSE({ event: event.job.status, data: Buffer.from(jsonBytes(status)).toString() })
        } else await stream.writeSSE({ event: 'progress', data: JSON.stringify(statusOf(event.job)) })
      }
    } catch (error) {
      // Hono would print what it is thrown here, parameters of queries and all.
      if (!signal.aborted)
        await stream.writeSSE({ event: 'error', data: JSON.stringify(errorBody(error, { logger }).body) })
    } finally {
      clearInterval(timer)
    }
  })
}
