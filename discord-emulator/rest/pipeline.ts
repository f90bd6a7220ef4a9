import type { EventFeed, RestCall } from '#discord-emulator/events.ts'
import type { Fault, Faults } from '#discord-emulator/faults.ts'
import type { Application } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import { ApiError, notFound, unauthorized } from './api-error.ts'
import { parseBody } from './body.ts'
import type { ParsedBody } from './body.ts'
import { refusalBody, refusalHeaders } from './rate-limits.ts'
import type { RateLimits } from './rate-limits.ts'
import { RestRequest } from './route.ts'
import type { Route } from './route.ts'
import type { Router } from './router.ts'
import type { Schemas } from './schema.ts'

export interface Pipeline {
  state: State
  events: EventFeed
  faults: Faults
  rateLimits: RateLimits
  router: Router
  schemas: Schemas
}

/** The answer to a request, or how the connection ends without one. */
export type Outcome =
  | { status: number; body: unknown; headers: Record<string, string> }
  | { silence: 'cut' | 'hang' }

/** One REST request from arrival to answer, recorded with its bodies. */
export async function handleRequest(pipeline: Pipeline, request: Request): Promise<Outcome> {
  const startedAt = performance.now()
  const url = new URL(request.url)
  const path = decodeURIComponent(url.pathname.replace(/^\/api(\/v\d+)?/, ''))
  const found = pipeline.router.find(request.method, path)
  const fault = pipeline.faults.take(
    request.method,
    path,
    pipeline.faults.wantBody(request.method, path) ? await jsonOf(request.clone()) : undefined,
  )
  const application = tokenOwner(pipeline.state, request.headers.get('authorization'))
  const body: ParsedBody = { json: undefined, files: [] }
  const outcome = await answer(pipeline, { request, url, path, found, fault, application, body })
  fault?.over()
  if (!('silence' in outcome)) pipeline.rateLimits.countInvalid(outcome.status)
  const call: RestCall = {
    method: request.method,
    path,
    route: found?.route.path ?? null,
    query: url.search,
    requestBody: body.json,
    files: body.files.map((file) => ({
      field: `files[${file.index}]`,
      filename: file.filename,
      size: file.bytes.byteLength,
    })),
    status: 'silence' in outcome ? null : outcome.status,
    responseBody: 'silence' in outcome ? undefined : outcome.body,
    tookMs: performance.now() - startedAt,
    ...(application ? { applicationId: application.id } : {}),
    ...(fault ? { fault: fault.options.kind } : {}),
  }
  pipeline.events.emit({ kind: 'rest', call })
  return outcome
}

/** A body that can't be read is refused later, with a fault or without. */
async function jsonOf(request: Request): Promise<unknown> {
  return parseBody(request).then(
    ({ json }) => json,
    () => undefined,
  )
}

interface Arrival {
  request: Request
  url: URL
  path: string
  found: { route: Route; params: Record<string, string> } | undefined
  fault: Fault | undefined
  application: Application | undefined
  /** Filled as soon as it is read, for the log. */
  body: ParsedBody
}

async function answer(pipeline: Pipeline, arrival: Arrival): Promise<Outcome> {
  const { request, path, found, fault, application, body } = arrival
  try {
    const before = fault && faultBefore(fault)
    if (before) return before
    if (!found) return unknownRoute(pipeline, request.method, path)
    if (request.headers.has('authorization') ? !application : found.route.auth === 'bot') throw unauthorized()
    const verdict = pipeline.rateLimits.check({
      method: request.method,
      path,
      route: found.route.path,
      applicationId: application?.id,
    })
    if (!verdict.allowed)
      return {
        status: 429,
        body: refusalBody(verdict.retryAfterSeconds, verdict.global),
        headers: verdict.headers,
      }
    Object.assign(body, await parseBody(request))
    const outcome = await run(pipeline, arrival, verdict.headers)
    if (fault?.options.kind === 'lost-answer') return { silence: 'cut' }
    if (fault?.options.kind === 'delay') await delay(pipeline, fault.options.delayMs ?? 1_000)
    return outcome
  } catch (error) {
    if (error instanceof ApiError) return refusal(error, {})
    throw error
  }
}

async function run(pipeline: Pipeline, arrival: Arrival, headers: Record<string, string>): Promise<Outcome> {
  const { found, url, body, application } = arrival
  if (!found) throw notFound()
  try {
    const request = new RestRequest({
      state: pipeline.state,
      schemas: pipeline.schemas,
      params: found.params,
      query: url.searchParams,
      json: body.json,
      files: body.files,
      application,
    })
    const { status, body: answerBody } = await found.route.handle(request)
    return { status, body: answerBody, headers }
  } catch (error) {
    if (error instanceof ApiError) return refusal(error, headers)
    throw error
  }
}

function refusal(error: ApiError, headers: Record<string, string>): Outcome {
  const { status, body, retryAfterSeconds } = error
  const retry = retryAfterSeconds === undefined ? {} : refusalHeaders(retryAfterSeconds, false)
  return { status, body, headers: { ...headers, ...retry } }
}

/** 501 for what Discord has and the emulator has not, so that nobody looks for the mistake in the bot. */
function unknownRoute(pipeline: Pipeline, method: string, path: string): Outcome {
  const message = `The emulated Discord has no ${method} ${path}`
  return pipeline.schemas.hasPath(method, path)
    ? { status: 501, body: { message, code: 0 }, headers: {} }
    : refusal(notFound(), {})
}

function faultBefore({ options }: Fault): Outcome | undefined {
  switch (options.kind) {
    case '429': {
      const seconds = options.retryAfterSeconds ?? 1
      const global = options.global ?? false
      return { status: 429, body: refusalBody(seconds, global), headers: refusalHeaders(seconds, global) }
    }
    case '500':
      return {
        status: options.status ?? 500,
        body: { message: `${options.status ?? 500}: Internal Server Error`, code: 0 },
        headers: {},
      }
    case 'error':
      return refusal(
        new ApiError(options.status ?? 400, options.code ?? 0, options.message ?? 'A fault on demand'),
        {},
      )
    case 'hang':
      return { silence: 'hang' }
    case 'reset':
      return { silence: 'cut' }
    case 'lost-answer':
    case 'delay':
      return undefined
  }
}

async function delay(pipeline: Pipeline, ms: number): Promise<void> {
  await new Promise<void>((resolve) => pipeline.state.clock.after(ms, resolve))
}

function tokenOwner(state: State, authorization: string | null): Application | undefined {
  const token = /^Bot (.+)$/.exec(authorization ?? '')?.[1]
  if (token === undefined) return undefined
  return [...state.applications.values()].find((application) => application.token === token)
}
