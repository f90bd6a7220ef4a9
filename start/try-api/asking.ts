import type { z } from 'zod'

/** A request with JSON for a body, if any. */
export type JsonRequest = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }

/** One walk through an installation: what is asked, and what was not right. */
export interface Asking {
  /** Asks, says what came, and hands it on. */
  readonly ask: (method: string, path: string, wanted: number, init?: JsonRequest) => Promise<Response>
  /** Asks with JSON in the body. */
  readonly send: (path: string, body: object, wanted?: number) => Promise<Response>
  /** Says whether something holds. */
  readonly check: (holds: boolean, what: string) => void
  readonly say: (text: string) => void
  readonly wrong: number
}

export function asking(url: string, key: string, write: (text: string) => void): Asking {
  let wrong = 0
  const line = (right: boolean, text: string) => {
    if (!right) wrong += 1
    write(`${right ? 'ok ' : 'NOT'} ${text}\n`)
  }
  const ask: Asking['ask'] = async (method, path, wanted, init = {}) => {
    const begun = performance.now()
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...init.headers }
    const answer = await fetch(new URL(path, url), { method, ...init, headers })
    const took = Math.round(performance.now() - begun)
    line(answer.status === wanted, `${method.padEnd(6)} ${path} → ${answer.status}, ${took} ms`)
    return answer
  }
  return {
    ask,
    send: (path, body, wanted = 200) => ask('POST', path, wanted, { body: JSON.stringify(body) }),
    check: line,
    say: (text) => write(`    ${text}\n`),
    get wrong() {
      return wrong
    },
  }
}

/** The body, where it is as it should be. */
export async function read<Schema extends z.ZodType>(
  answer: Response,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  return schema.safeParse(await answer.json().catch(() => undefined)).data
}

const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

export function isPng(bytes: Uint8Array): boolean {
  return pngSignature.equals(bytes.subarray(0, pngSignature.length))
}
