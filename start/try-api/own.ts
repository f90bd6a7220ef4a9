import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Asking, read } from './asking.ts'

const waitSeconds = 120
const accepted = z.object({ id: z.string() })
const status = z.object({
  id: z.string(),
  status: z.string(),
  images: z.array(z.object({ url: z.string(), sha256: z.string() })),
  error: z.object({ message: z.string() }).nullable(),
})

/** `/api/…`: one picture, from asking to fetching it, and what is refused. */
export async function tryOwn({ ask, send, check, say }: Asking): Promise<void> {
  for (const path of ['/', '/api/health', '/api/openapi.json', '/api/docs', '/api/models', '/api/quota'])
    await ask('GET', path, 200).then((answer) => answer.arrayBuffer())
  await ask('GET', '/api/models', 401, { headers: { Authorization: 'Bearer dw_wrong' } })
  const body = { prompt: 'a red dragon', steps: 4, idempotency_key: `try ${Date.now()}` }
  const made = await read(await send('/api/generate', body, 202), accepted)
  const again = await read(await send('/api/generate', body, 202), accepted)
  check(made !== undefined && again?.id === made.id, 'a repeat with the same idempotency key is the same job')
  if (made === undefined) return
  const events = await ask('GET', `/api/status/${made.id}`, 200, {
    headers: { Accept: 'text/event-stream' },
    signal: AbortSignal.timeout(waitSeconds * 1000),
  })
  const names = [...(await events.text()).matchAll(/^event: (.*)$/gm)].map(([, name]) => name)
  say(`events: ${names.join(', ')}`)
  const done = await read(await ask('GET', `/api/status/${made.id}?wait=${waitSeconds}`, 200), status)
  check(
    done?.status === 'completed',
    `the job is ${done?.status ?? 'nowhere'} ${done?.error?.message ?? ''}`.trim(),
  )
  for (const { url: place, sha256 } of done?.images ?? []) {
    const png = Buffer.from(await (await ask('GET', place, 200)).arrayBuffer())
    const same = createHash('sha256').update(png).digest('hex') === sha256
    check(same, `${png.length} bytes with the SHA-256 that was said`)
  }
  await ask('DELETE', `/api/jobs/${made.id}`, 200)
  await ask('GET', '/api/status/00000000-0000-4000-8000-000000000000', 404)
  await send('/api/generate', { prompt: 7 }, 400)
}
