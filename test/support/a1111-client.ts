import sharp from 'sharp'
import { beforeAll, expect } from 'vitest'
import { z } from 'zod'
import { type Installation, openInstallation } from './installation.ts'

export const prompt = 'a red dragon above snowy mountains'
export const quick = { prompt, steps: 4, width: 128, height: 128, seed: 42 }

export const paintedSchema = z.object({
  images: z.array(z.string()),
  parameters: z.record(z.string(), z.unknown()),
  info: z.string().transform((text) =>
    z
      .looseObject({
        seed: z.number(),
        all_seeds: z.array(z.number()),
        infotexts: z.array(z.string()),
        width: z.number(),
        height: z.number(),
        notes: z.array(z.string()),
      })
      .parse(JSON.parse(text)),
  ),
})

/** An installation, asked as A1111's clients do. */
export interface A1111Client {
  readonly installation: Installation
  /** @returns the body of an answer that is 200 */
  get(path: string): Promise<unknown>
  send(path: string, body: unknown): Promise<{ status: number; body: unknown }>
  paint(path: 'txt2img' | 'img2img', body: object): Promise<z.infer<typeof paintedSchema>>
}

/** For the test file that asks for it. */
export function a1111Client(): A1111Client {
  let started: Installation | undefined
  beforeAll(async () => {
    started = await openInstallation()
  }, 120_000)
  const client: A1111Client = {
    get installation() {
      if (started === undefined) throw new Error('The installation starts before the first test.')
      return started
    },
    async get(path) {
      const answer = await fetch(address(path), { headers: { authorization: authorization() } })
      expect(answer.status).toBe(200)
      return answer.json()
    },
    async send(path, body) {
      const answer = await fetch(address(path), {
        method: 'POST',
        headers: { authorization: authorization(), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: answer.status, body: await answer.json() }
    },
    async paint(path, body) {
      const answer = await client.send(path, body)
      expect(answer).toMatchObject({ status: 200 })
      return paintedSchema.parse(answer.body)
    },
  }
  const address = (path: string) => `${client.installation.url}/sdapi/v1/${path}`
  /** As A1111's clients sign: HTTP Basic, any name, the key as password. */
  const authorization = () => `Basic ${Buffer.from(`anybody:${client.installation.key}`).toString('base64')}`
  return client
}

/** Of a picture in base64. */
export async function sizeOf(b64: string | undefined) {
  const { width, height } = await sharp(Buffer.from(b64 ?? '', 'base64')).metadata()
  return { width, height }
}
