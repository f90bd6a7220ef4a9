import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { z } from 'zod'

/** What came of one request of a program, each of whose prompts is its own. */
export interface AskedOfApi {
  what: string
  prompt: string
  /** How many pictures it wants. */
  wants: number
  /** Sent with one idempotency key, however often: there may be one job of it. */
  once: boolean
  /** The id that it was promised: it was answered 202. */
  id?: string | undefined
  /** Its program asked to cancel it, and may have been heard. */
  cancelled: boolean
  /** Pictures in its answer; undefined where none came, or it was refused. */
  got?: number | undefined
  /** The status of what was refused. */
  refused?: number | undefined
}

/** How one kind of program asks. Rejects, or says that nothing came, when the API is struck meanwhile. */
export type Program = (prompt: string, api: Api) => Promise<AskedOfApi>

export interface Api {
  send(path: string, init: RequestInit): Promise<Response>
  /** Asks again and again until it is answered that a job is accepted. @returns its id */
  promised(body: object): Promise<string>
}

/** The upscaler that the bench's models have. */
export const benchUpscaler = 'bench-2x'
const small = { steps: 8, width: 64, height: 64 }
const json = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})
const accepted = z.object({ id: z.string() })
const openaiAnswer = z.object({ data: z.array(z.object({ b64_json: z.string().min(1) })) })
const a1111Answer = z.object({ images: z.array(z.string().min(1)) })
const extrasAnswer = z.object({ image: z.string().min(1) })
/** A connection that is closed before its answer: what was sent may have been heard. */
const goesAwayAfterMs = 15

const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'teal' } })
  .png()
  .toBuffer()
const hole = await sharp({ create: { width: 64, height: 64, channels: 4, background: '#0000' } })
  .png()
  .toBuffer()

async function generated(what: string, prompt: string, api: Api, cancelled = false): Promise<AskedOfApi> {
  const id = await api.promised({ ...small, prompt, idempotency_key: randomUUID() })
  if (cancelled) await api.send(`/api/jobs/${id}`, { method: 'DELETE' }).catch(() => {})
  return { what, prompt, wants: 1, once: true, id, cancelled }
}

/** Of whatever has an answer with pictures, or none. */
async function answered(
  what: string,
  prompt: string,
  {
    wants,
    answer,
    count,
  }: { wants: number; answer: Promise<Response>; count: (answer: Response) => Promise<number> },
): Promise<AskedOfApi> {
  const asked = { what, prompt, wants, once: false, cancelled: false }
  try {
    const came = await answer
    return came.ok ? { ...asked, got: await count(came) } : { ...asked, refused: came.status }
  } catch {
    // The API was struck: its rows are looked at in the end.
    return asked
  }
}

const inOpenai = async (answer: Response) => openaiAnswer.parse(await answer.json()).data.length
const inA1111 = async (answer: Response) => a1111Answer.parse(await answer.json()).images.length
const inEvents = async (answer: Response) => {
  const text = await answer.text()
  // A stream that ends early was cut off.
  if (text.includes('event: error')) throw new Error('the stream told of an error')
  return text.split('event: image_generation.completed\n').length - 1
}

/** Every endpoint that accepts jobs. */
export const programs: readonly Program[] = [
  (prompt, api) => generated('generate', prompt, api),
  async (prompt, api) => {
    const asked = { what: 'generate without a key', prompt, wants: 1, once: false, cancelled: false }
    const answer = await api.send('/api/generate', json({ ...small, prompt })).catch(() => undefined)
    const read = accepted.safeParse(await answer?.json().catch(() => undefined))
    return { ...asked, id: answer?.status === 202 && read.success ? read.data.id : undefined }
  },
  async (prompt, api) => {
    const body = { ...small, prompt, idempotency_key: randomUUID() }
    const signal = AbortSignal.timeout(goesAwayAfterMs)
    const ask = { ...json(body), signal }
    await api.send('/api/generate', ask).catch(() => {})
    const [id] = await Promise.all([api.promised(body), api.promised(body)])
    return { what: 'generate, repeated', prompt, wants: 1, once: true, id, cancelled: false }
  },
  (prompt, api) => generated('generate, cancelled', prompt, api, true),
  (prompt, api) =>
    answered('images/generations, n 5', prompt, {
      wants: 5,
      answer: api.send('/v1/images/generations', json({ prompt, steps: 4, size: '64x64', n: 5 })),
      count: inOpenai,
    }),
  (prompt, api) =>
    answered('images/generations, stream', prompt, {
      wants: 2,
      answer: api.send(
        '/v1/images/generations',
        json({ prompt, steps: 8, size: '64x64', n: 2, stream: true, partial_images: 1 }),
      ),
      count: inEvents,
    }),
  (prompt, api) => {
    const body = new FormData()
    body.set('prompt', prompt)
    body.set('size', '64x64')
    body.set('steps', '8')
    body.set('image', new Blob([new Uint8Array(picture)], { type: 'image/png' }), 'a.png')
    body.set('mask', new Blob([new Uint8Array(hole)], { type: 'image/png' }), 'mask.png')
    const answer = api.send('/v1/images/edits', { method: 'POST', body })
    return answered('images/edits', prompt, { wants: 1, answer, count: inOpenai })
  },
  (prompt, api) =>
    answered('txt2img', prompt, {
      wants: 2,
      answer: api.send('/sdapi/v1/txt2img', json({ ...small, prompt, batch_size: 2 })),
      count: inA1111,
    }),
  (prompt, api) => {
    const body = { ...small, prompt, init_images: [picture.toString('base64')], denoising_strength: 0.5 }
    const answer = api.send('/sdapi/v1/img2img', json(body))
    return answered('img2img', prompt, { wants: 1, answer, count: inA1111 })
  },
  (_, api) => {
    const body = { image: picture.toString('base64'), upscaler_1: benchUpscaler, upscaling_resize: 2 }
    // What enlarges has no words: all of these jobs have the same.
    return answered('extra-single-image', upscaledPrompt, {
      wants: 1,
      answer: api.send('/sdapi/v1/extra-single-image', json(body)),
      count: async (answer) => (extrasAnswer.safeParse(await answer.json()).success ? 1 : 0),
    })
  },
]

/** api/a1111/extras-paint.ts */
export const upscaledPrompt = 'upscaled'
