import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { ApiError, notFound } from '#api/contract/api-error.ts'
import { hasEnded } from '#api/contract/job.ts'
import type { ApiEnv, RouteDeps } from '#api/contract/route-deps.ts'
import { keyScheme } from '#api/contract/key-scheme.ts'
import { clientGone } from '#api/http/client-gone.ts'
import { jsonBytes } from '#api/http/json-bytes.ts'
import { notUnderstood } from '#api/http/parse.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'
import { orderOf } from './order-of.ts'
import {
  acceptedSchema,
  errorSchema,
  generateSchema,
  idempotencyKeyMaxLength,
  modelsSchema,
  quotaSchema,
  statusSchema,
} from './schemas.ts'
import { statusEvents } from './status-events.ts'
import { statusWithPictures } from './status-of.ts'

/** The longest that an answer waits for the end of a job. */
const waitMostSeconds = 600

const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  content: { 'application/json': { schema } },
  description,
})
const refusals = (...statuses: (400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 503)[]) =>
  Object.fromEntries(
    [401 as const, ...statuses].map((status) => [status, json(errorSchema, 'Refused, with the reason')]),
  )
const security = [{ [keyScheme]: [] }]
const tags = ['Pictures']
const jobId = z.object({ id: z.string() })

const generate = createRoute({
  method: 'post',
  path: '/api/generate',
  summary: 'Asks for pictures',
  security,
  tags,
  request: {
    headers: z.object({ 'idempotency-key': z.string().max(idempotencyKeyMaxLength).optional() }),
    body: { required: true, content: { 'application/json': { schema: generateSchema } } },
  },
  responses: {
    202: json(acceptedSchema, 'It is queued; a repeat with the same idempotency key answers the same job'),
    ...refusals(400, 403, 409, 413, 422, 429, 503),
  },
})

const status = createRoute({
  method: 'get',
  path: '/api/status/{id}',
  summary: 'How far a job is; with Accept: text/event-stream all of its way',
  security,
  tags,
  request: {
    params: jobId,
    query: z.object({
      wait: z.coerce
        .number()
        .min(0)
        .max(waitMostSeconds)
        .optional()
        .openapi({ description: 'Answers when the job has ended, or after so many seconds' }),
    }),
  },
  responses: {
    200: {
      content: { 'application/json': { schema: statusSchema }, 'text/event-stream': { schema: z.string() } },
      description: 'Its status',
    },
    ...refusals(400, 404),
  },
})

const picture = createRoute({
  method: 'get',
  path: '/api/images/{file}',
  summary: 'A finished picture',
  security,
  tags,
  request: { params: z.object({ file: z.string().openapi({ example: 'id.png' }) }) },
  responses: {
    200: {
      content: { 'image/png': { schema: z.string().openapi({ format: 'binary' }) } },
      description: 'The PNG, with its settings in it',
    },
    ...refusals(404),
  },
})

const cancel = createRoute({
  method: 'delete',
  path: '/api/jobs/{id}',
  summary: 'Cancels a job; it costs nothing then',
  security,
  tags,
  request: { params: jobId },
  responses: {
    200: json(statusSchema, 'Its status; one that was ended already stays as it is'),
    ...refusals(404),
  },
})

const models = createRoute({
  method: 'get',
  path: '/api/models',
  summary: 'What can be painted with',
  security,
  tags,
  responses: { 200: json(modelsSchema, 'Models, schedulers, LoRAs, embeddings, wildcards'), ...refusals() },
})

const quota = createRoute({
  method: 'get',
  path: '/api/quota',
  summary: 'What you have used today, and what you may have',
  security,
  tags,
  responses: { 200: json(quotaSchema, 'In pictures'), ...refusals() },
})

/** `/api/…`, and what describes itself. */
export function ownRoutes(deps: RouteDeps): OpenAPIHono<ApiEnv> {
  const { jobs } = deps
  const app = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw notUnderstood(result.error)
    },
  })
  app.openapi(generate, async (context) => {
    requireJson(context)
    const body = context.req.valid('json')
    const header = context.req.valid('header')['idempotency-key']
    const order = orderOf(body)
    const idempotencyKey = order.idempotencyKey ?? header
    const { job } = await jobs.submit(context.get('caller'), { ...order, idempotencyKey })
    const { id, status: state, position, notes } = job
    const statusUrl = `/api/status/${id}`
    context.header('Location', statusUrl)
    return context.json({ id, status: state, position, status_url: statusUrl, notes: [...notes] }, 202)
  })
  app.openapi(status, async (context): Promise<never> => {
    const { id } = context.req.valid('param')
    const caller = context.get('caller')
    context.header('Cache-Control', 'no-store')
    // A stream has no place in the types of an answer in JSON.
    if (context.req.header('accept')?.includes('text/event-stream') === true)
      return (await statusEvents(context, { caller, id, jobs, logger: deps.logger })) as never
    const { wait = 0 } = context.req.valid('query')
    let job = await jobs.find(caller, id)
    if (wait > 0 && !hasEnded(job)) {
      const timeout = AbortSignal.timeout(wait * 1000)
      const signal = AbortSignal.any([timeout, clientGone(context)])
      job = await jobs.finished(caller, id, signal).catch(async (error: unknown) => {
        if (!signal.aborted) throw error
        return jobs.find(caller, id)
      })
    }
    return jsonAnswer(context, await statusWithPictures(job, jobs)) as never
  })
  app.openapi(picture, async (context) => {
    const [, id] = /^([\da-f-]{36})(?:\.png)?$/i.exec(context.req.valid('param').file) ?? []
    if (id === undefined) throw notFound('picture')
    const png = await jobs.picture(context.get('caller'), id)
    return context.body(new Uint8Array(png), 200, {
      'Content-Type': 'image/png',
      'Cache-Control': 'private, max-age=86400, immutable',
      'X-Content-Type-Options': 'nosniff',
    })
  })
  app.openapi(cancel, async (context): Promise<never> => {
    const caller = context.get('caller')
    const job = await jobs.cancel(caller, context.req.valid('param').id)
    return jsonAnswer(context, await statusWithPictures(job, jobs)) as never
  })
  app.openapi(models, async (context) => {
    const [known, loras, embeddings, wildcards] = await Promise.all([
      deps.models(context.get('caller')),
      deps.loras(context.get('caller')),
      deps.embeddings(),
      deps.wildcards(),
    ])
    return context.json(
      {
        default: known[0]?.name ?? null,
        models: known.map(({ name, width, height, sizeMultiple, steps, guidance, scheduler, upscalers }) => ({
          name,
          width,
          height,
          size_multiple: sizeMultiple,
          steps,
          guidance,
          scheduler,
          upscalers: upscalers ?? [],
        })),
        schedulers: schedulerSlugs.map((slug) => ({ slug, name: schedulerNames[slug] })),
        loras: loras.map(({ name, words }) => ({ name, words })),
        embeddings: embeddings.map(({ name, words }) => ({ name, words })),
        wildcards,
      },
      200,
    )
  })
  app.openapi(quota, async (context) => {
    const { resetsAt, mostSteps, mostPixels, ...rest } = await jobs.quota(context.get('caller'))
    return context.json(
      { ...rest, resets_at: resetsAt.toISOString(), most_steps: mostSteps, most_pixels: mostPixels },
      200,
    )
  })
  return app
}

/** Pictures in base64 are written as they are, beside what Hono's types know of an answer in JSON. */
function jsonAnswer(context: Context, body: object): Response {
  return context.body(jsonBytes(body), 200, { 'Content-Type': 'application/json' })
}

/** Hono takes a body whose type is missing for no body at all. */
function requireJson(context: Context): void {
  const type = context.req.header('content-type') ?? ''
  if (/^application\/(?:json|[\w.-]+\+json)\b/i.test(type)) return
  throw new ApiError(400, 'not_json', 'Send JSON, with "Content-Type: application/json".')
}
