import { matchesRoute } from '#discord-emulator/faults.ts'
import type { Clock } from '#discord-emulator/clock.ts'
import { createHash } from 'node:crypto'

export interface Limit {
  limit: number
  windowMs: number
}

/**
 * Discord does not publish its per-route numbers; these are those that its headers are seen to give.
 * https://discord.com/developers/docs/topics/rate-limits
 */
const routeLimits: [route: string, limit: Limit][] = [
  ['POST /channels/{id}/messages', { limit: 5, windowMs: 5_000 }],
  ['PATCH /channels/{id}/messages/{id}', { limit: 5, windowMs: 5_000 }],
  ['DELETE /channels/{id}/messages/{id}', { limit: 5, windowMs: 1_000 }],
  ['POST /webhooks/{id}/{token}', { limit: 5, windowMs: 5_000 }],
  ['PATCH /webhooks/{id}/{token}/messages/{id}', { limit: 5, windowMs: 5_000 }],
  ['DELETE /webhooks/{id}/{token}/messages/{id}', { limit: 5, windowMs: 5_000 }],
]
const otherRoutes: Limit = { limit: 50, windowMs: 1_000 }
/** topics/rate-limits#global-rate-limit; interaction endpoints are not counted. */
const globalLimit: Limit = { limit: 50, windowMs: 1_000 }

export interface Verdict {
  allowed: boolean
  headers: Record<string, string>
  retryAfterSeconds: number
  global: boolean
}

interface Window {
  until: number
  used: number
}

/** Buckets per route and its main resource: topics/rate-limits#header-format */
export class RateLimits {
  readonly #clock: Clock
  readonly #windows = new Map<string, Window>()
  #routes = routeLimits
  #on = true
  /** Requests that were answered 401, 403 or 429, by time: 10,000 in 10 minutes get an address banned. */
  #invalid: number[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Another limit for a route, as `POST /channels/*\/messages`. */
  set(route: string, limit: Limit): void {
    this.#routes = [[route, limit], ...this.#routes]
  }

  /** Switches the limits off or on; tests of something else are too quick for them. */
  turn(on: boolean): void {
    this.#on = on
  }

  check(given: { method: string; path: string; route: string; applicationId: string | undefined }): Verdict {
    const { method, path, route, applicationId } = given
    const bucket = bucketOf(method, path)
    const limit = this.#routes.find(([route]) => matchesRoute(route, method, path))?.[1] ?? otherRoutes
    const isInteraction = path.startsWith('/interactions/') || path.startsWith('/webhooks/')
    if (!this.#on) return { allowed: true, headers: {}, retryAfterSeconds: 0, global: false }
    const now = this.#clock.now()
    if (!isInteraction && applicationId !== undefined) {
      const all = this.#window(`global ${applicationId}`, globalLimit, now)
      if (all.used > globalLimit.limit) return this.#refusal(all, now, true, {})
    }
    const window = this.#window(bucket, limit, now)
    const headers = {
      'X-RateLimit-Limit': String(limit.limit),
      'X-RateLimit-Remaining': String(Math.max(0, limit.limit - window.used)),
      'X-RateLimit-Reset': (window.until / 1000).toFixed(3),
      'X-RateLimit-Reset-After': ((window.until - now) / 1000).toFixed(3),
      'X-RateLimit-Bucket': bucketName(method, route),
    }
    if (window.used > limit.limit) return this.#refusal(window, now, false, headers)
    return { allowed: true, headers, retryAfterSeconds: 0, global: false }
  }

  countInvalid(status: number): void {
    if (status === 401 || status === 403 || status === 429) this.#invalid.push(this.#clock.now())
  }

  /** topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
  get invalidRequests(): number {
    const since = this.#clock.now() - 10 * 60 * 1000
    this.#invalid = this.#invalid.filter((at) => at > since)
    return this.#invalid.length
  }

  #window(key: string, limit: Limit, now: number): Window {
    const known = this.#windows.get(key)
    const window = known && known.until > now ? known : { until: now + limit.windowMs, used: 0 }
    window.used += 1
    this.#windows.set(key, window)
    return window
  }

  #refusal(window: Window, now: number, global: boolean, headers: Record<string, string>): Verdict {
    window.used -= 1
    const retryAfterSeconds = Math.max(0.001, (window.until - now) / 1000)
    return {
      allowed: false,
      headers: { ...headers, ...refusalHeaders(retryAfterSeconds, global) },
      retryAfterSeconds,
      global,
    }
  }
}

/** topics/rate-limits#exceeding-a-rate-limit */
export function refusalHeaders(retryAfterSeconds: number, global: boolean): Record<string, string> {
  return {
    'Retry-After': String(Math.ceil(retryAfterSeconds)),
    'X-RateLimit-Scope': global ? 'global' : 'user',
    ...(global ? { 'X-RateLimit-Global': 'true' } : {}),
  }
}

export function refusalBody(retryAfterSeconds: number, global: boolean): unknown {
  return { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global }
}

/** The same for all channels and tokens: topics/rate-limits#header-format-rate-limit-header-examples */
function bucketName(method: string, route: string): string {
  return createHash('md5').update(`${method} ${route}`).digest('hex')
}

/** Channel, guild and webhook ids (with the token) part buckets; ids after them do not. */
function bucketOf(method: string, path: string): string {
  const parts = path.split('/')
  const kept = parts[1] === 'webhooks' || parts[1] === 'interactions' ? 4 : 3
  return [
    method,
    ...parts.map((part, index) => (index >= kept && /^(\d{16,}|@original)$/.test(part) ? ':id' : part)),
  ].join('/')
}
