/** What a fault does to a request. */
export type FaultKind =
  /** Answered 429 with `retry_after`, nothing applied. */
  | '429'
  /** Answered with a server error (`status`, 500 by default), nothing applied. */
  | '500'
  /** Refused with an error of Discord's (`status`, `code`, `message`), nothing applied. */
  | 'error'
  /** Never answered, nothing applied. */
  | 'hang'
  /** The connection is cut, nothing applied. */
  | 'reset'
  /** Applied, and then the connection is cut: the answer is lost. */
  | 'lost-answer'
  /** Applied and answered, `delayMs` later. */
  | 'delay'

export interface FaultOptions {
  /** `METHOD /path`, as `PATCH /channels/*\/messages/*`; `*` or `{name}` is any one part, method `*` any method. */
  route: string
  kind: FaultKind
  /** Hits only requests with such a JSON body; without it, any. */
  body?: (json: unknown) => boolean
  /** How many requests it hits, one by default. */
  times?: number
  retryAfterSeconds?: number
  /** A 429 of the whole app's limit, not of one route's. */
  global?: boolean
  status?: number
  code?: number
  message?: string
  delayMs?: number
}

/** A fault that waits for its requests, or has hit them. */
export class Fault {
  readonly options: FaultOptions
  #left: number
  /** The requests that it hit and that are over: what they did is done, and a lost answer is lost. */
  hits = 0

  constructor(options: FaultOptions) {
    this.options = options
    this.#left = options.times ?? 1
  }

  get isSpent(): boolean {
    return this.#left <= 0
  }

  take(): void {
    this.#left -= 1
  }

  over(): void {
    this.hits += 1
  }

  cancel(): void {
    this.#left = 0
  }
}

/** Faults on demand, in the order in which they were asked for. */
export class Faults {
  #waiting: Fault[] = []

  /** The next requests to this route go wrong in this way. */
  next(options: FaultOptions): Fault {
    const fault = new Fault(options)
    this.#waiting.push(fault)
    return fault
  }

  clear(): void {
    for (const fault of this.#waiting) fault.cancel()
    this.#waiting = []
  }

  /** Whether the body of this request decides which fault hits it. */
  wantBody(method: string, path: string): boolean {
    return this.#waiting.some(
      ({ options }) => options.body !== undefined && matchesRoute(options.route, method, path),
    )
  }

  /** The fault that hits this request, which uses it up. @param json its body, where `wantBody` */
  take(method: string, path: string, json?: unknown): Fault | undefined {
    this.#waiting = this.#waiting.filter((fault) => !fault.isSpent)
    const fault = this.#waiting.find(
      ({ options }) => matchesRoute(options.route, method, path) && (options.body?.(json) ?? true),
    )
    fault?.take()
    return fault
  }
}

/** Whether `METHOD /path` with wildcards covers a request. */
export function matchesRoute(pattern: string, method: string, path: string): boolean {
  const [wantedMethod, wantedPath = ''] = pattern.split(' ')
  if (wantedMethod !== '*' && wantedMethod !== method) return false
  const wanted = wantedPath.split('/')
  const parts = path.split('/')
  return (
    wanted.length === parts.length &&
    wanted.every((part, index) => part === '*' || /^\{.*\}$/.test(part) || part === parts[index])
  )
}
