/**
 * `npm run try-api`: walks the endpoints of a running installation as a program would, and says what it saw. It paints one small picture.
 * Exit status: 0; 1 when something answered otherwise than it should; 2 for a usage error.
 */
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { z } from 'zod'

const waitSeconds = 120
const status = z.object({
  id: z.string(),
  status: z.string(),
  images: z.array(z.object({ url: z.string(), sha256: z.string() })),
  error: z.object({ message: z.string() }).nullable(),
})

/** A request with JSON for a body, if any. */
type JsonRequest = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }

process.exitCode = await main()

async function main(): Promise<number> {
  const { url, key } = optionsOf()
  if (key === undefined) {
    process.stderr.write(
      'Give a key: npm run try-api -- --key dw_… [--url http://127.0.0.1:3000], or set API_KEY.\n',
    )
    return 2
  }
  let wrong = 0
  /** Asks, says what came, and hands it on when it is what it should be. */
  const ask = async (method: string, path: string, wanted: number, init: JsonRequest = {}) => {
    const begun = performance.now()
    const answer = await fetch(new URL(path, url), {
      method,
      ...init,
      headers: {
        Authorization: `Bearer ${key}`,
        'Content-Type': 'application/json',
        ...init.headers,
      },
    })
    const took = Math.round(performance.now() - begun)
    const right = answer.status === wanted
    if (!right) wrong += 1
    process.stdout.write(
      `${right ? 'ok ' : 'NOT'} ${method.padEnd(6)} ${path} → ${answer.status}, ${took} ms\n`,
    )
    return answer
  }
  const read = async <Schema extends z.ZodType>(answer: Response, schema: Schema) =>
    schema.safeParse(await answer.json().catch(() => undefined)).data

  try {
    for (const path of ['/', '/api/health', '/api/openapi.json', '/api/docs', '/api/models', '/api/quota'])
      await ask('GET', path, 200).then((answer) => answer.arrayBuffer())
    await ask('GET', '/api/models', 401, { headers: { Authorization: 'Bearer dw_wrong' } })
    const body = { prompt: 'a red dragon', steps: 4, idempotency_key: `try ${Date.now()}` }
    const asked = { body: JSON.stringify(body) }
    const made = await read(await ask('POST', '/api/generate', 202, asked), z.object({ id: z.string() }))
    const again = await read(await ask('POST', '/api/generate', 202, asked), z.object({ id: z.string() }))
    if (made === undefined) return 1
    if (again?.id !== made.id) {
      wrong += 1
      process.stdout.write('NOT a repeat with the same idempotency key is another job\n')
    }
    const events = await ask('GET', `/api/status/${made.id}`, 200, {
      headers: { Accept: 'text/event-stream' },
      signal: AbortSignal.timeout(waitSeconds * 1000),
    })
    const names = [...(await events.text()).matchAll(/^event: (.*)$/gm)].map(([, name]) => name)
    process.stdout.write(`    events: ${names.join(', ')}\n`)
    const done = await read(await ask('GET', `/api/status/${made.id}?wait=${waitSeconds}`, 200), status)
    for (const { url: place, sha256 } of done?.images ?? []) {
      const png = Buffer.from(await (await ask('GET', place, 200)).arrayBuffer())
      const same = createHash('sha256').update(png).digest('hex') === sha256
      if (!same) wrong += 1
      process.stdout.write(`${same ? 'ok ' : 'NOT'} ${png.length} bytes with the SHA-256 that was said\n`)
    }
    if (done?.status !== 'completed') {
      wrong += 1
      process.stdout.write(`NOT completed: ${done?.status ?? 'no status'} ${done?.error?.message ?? ''}\n`)
    }
    await ask('DELETE', `/api/jobs/${made.id}`, 200)
    await ask('GET', '/api/status/00000000-0000-4000-8000-000000000000', 404)
    await ask('POST', '/api/generate', 400, { body: '{"prompt": 7}' })
  } catch (error) {
    process.stderr.write(
      `${url} does not answer: ${error instanceof Error ? error.message : String(error)}\n`,
    )
    return 1
  }
  process.stdout.write(
    wrong === 0 ? 'Everything answered as it should.\n' : `${wrong} answers were not right.\n`,
  )
  return wrong === 0 ? 0 : 1
}

function optionsOf(): { url: string; key: string | undefined } {
  const { values } = parseArgs({ options: { url: { type: 'string' }, key: { type: 'string' } } })
  return { url: values.url ?? 'http://127.0.0.1:3000', key: values.key ?? process.env['API_KEY'] }
}
