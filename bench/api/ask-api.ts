import { z } from 'zod'

const accepted = z.object({ id: z.string() })
const status = z.object({
  status: z.string(),
  images: z.array(z.object({ base64: z.string().optional() })),
})

const openaiImages = z.object({ data: z.array(z.object({ b64_json: z.string() })) })

/** What a client of the API does, with what it answers. */
export function askApi(url: string, key: string) {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
  return {
    /** Undefined: refused. */
    async generate(body: object): Promise<string | undefined> {
      const answer = await fetch(`${url}/api/generate`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      const json: unknown = await answer.json()
      return answer.status === 202 ? accepted.parse(json).id : undefined
    },
    /** The picture of POST /v1/images/generations in base64; undefined: refused. */
    async openai(body: object): Promise<string | undefined> {
      const answer = await fetch(`${url}/v1/images/generations`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      const json: unknown = await answer.json()
      return answer.status === 200 ? openaiImages.parse(json).data[0]?.b64_json : undefined
    },
    async ended(id: string): Promise<z.infer<typeof status>> {
      for (;;) {
        const answer = await fetch(`${url}/api/status/${id}?wait=60`, { headers })
        const now = status.parse(await answer.json())
        if (['completed', 'failed', 'cancelled'].includes(now.status)) return now
      }
    },
    /** Resolves once it is being painted. */
    async painting(id: string): Promise<void> {
      const answer = await fetch(`${url}/api/status/${id}`, {
        headers: { ...headers, Accept: 'text/event-stream' },
      })
      for await (const part of answer.body ?? [])
        if (Buffer.from(part).toString().includes('"painting"')) return
      throw new Error('it was not painted')
    },
    cancel: (id: string) => fetch(`${url}/api/jobs/${id}`, { method: 'DELETE', headers }),
  }
}
