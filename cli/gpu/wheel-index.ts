import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { PersonError } from '#core/errors.ts'
import type { Wheel } from './wheels.ts'

export interface IndexOptions {
  /** Without a slash at its end. */
  indexUrl: string
  retries: number
  retryDelayMs: number
}

/** PEP 691, and 700 for the size. */
const listingSchema = z.object({
  files: z.array(z.object({ filename: z.string(), url: z.string(), size: z.number().optional() })),
})

/** The address of a wheel, and its length in bytes. */
export interface FoundWheel {
  url: string
  bytes: number
}

/**
 * Asks an index of Python packages (PEP 503, as JSON or as a page) for a wheel.
 * @throws PersonError `index` when it can't be reached or has none
 */
export async function findWheel(wheel: Wheel, options: IndexOptions): Promise<FoundWheel> {
  const page = `${options.indexUrl}/${wheel.project}/`
  const { body, url: base, type } = await ask(page, options)
  const found = type.includes('json') ? inJson(body, wheel.file) : inHtml(body, wheel.file)
  if (!found) {
    throw new PersonError(
      'index',
      `${options.indexUrl} has no ${wheel.file}: set PIP_INDEX_URL to an index that mirrors PyPI in full.`,
    )
  }
  const url = new URL(found.url, base)
  url.hash = ''
  return { url: url.href, bytes: found.size ?? (await lengthOf(url.href, options)) }
}

function inJson(body: string, file: string) {
  const listing = listingSchema.safeParse(JSON.parse(body))
  return listing.data?.files.find(({ filename }) => filename === file)
}

function inHtml(body: string, file: string): { url: string; size?: number } | undefined {
  for (const [, url = '', text = ''] of body.matchAll(/<a\b[^>]*?href=["']([^"']+)["'][^>]*>([^<]*)<\/a>/gi))
    if (text.trim() === file) return { url: url.replaceAll('&amp;', '&') }
  return undefined
}

const accept = 'application/vnd.pypi.simple.v1+json, text/html;q=0.5'

async function ask(
  page: string,
  options: IndexOptions,
): Promise<{ body: string; url: string; type: string }> {
  return patiently(page, options, async () => {
    const response = await fetch(page, { headers: { Accept: accept } })
    const body = await response.text()
    if (!response.ok) throw new AnsweredError(response.status)
    const type = response.headers.get('content-type') ?? ''
    if (type.includes('json') && !isJson(body)) throw new UnusableError('its answer is cut off')
    return { body, url: response.url, type }
  })
}

async function lengthOf(url: string, options: IndexOptions): Promise<number> {
  return patiently(url, options, async () => {
    const response = await fetch(url, { method: 'HEAD' })
    if (!response.ok) throw new AnsweredError(response.status)
    const bytes = Number(response.headers.get('content-length'))
    if (bytes > 0) return bytes
    throw new UnusableError('it does not say how long the file is')
  })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** An answer came, and says nothing; the next may. */
class UnusableError extends Error {
  override readonly name = 'UnusableError'
}

class AnsweredError extends Error {
  override readonly name = 'AnsweredError'
  readonly status: number

  constructor(status: number) {
    super(`it answered ${status}`)
    this.status = status
  }
}

/** Asks again, later each time, while the answer may be another one then. */
async function patiently<Answer>(
  url: string,
  options: IndexOptions,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (cause) {
      const final = cause instanceof AnsweredError && cause.status < 500 && ![408, 429].includes(cause.status)
      if (final || tries >= options.retries) {
        const answered = cause instanceof AnsweredError || cause instanceof UnusableError
        const why = answered ? cause.message : 'it can’t be reached'
        throw new PersonError('index', `${url}: ${why}. Check the network, or PIP_INDEX_URL.`, { cause })
      }
      await sleep(options.retryDelayMs * 2 ** tries)
    }
  }
}
