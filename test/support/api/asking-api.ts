import { expect } from 'vitest'
import { z } from 'zod'
import { statusSchema } from '#api/own/schemas.ts'
import type { ApiHouse } from './api-house.ts'

export const accepted = z.object({ id: z.uuid(), status: z.string(), status_url: z.string() })
const refused = z.object({
  error: z.object({
    message: z.string().min(20),
    type: z.string(),
    code: z.string(),
    param: z.string().nullable(),
  }),
})
export const small = { prompt: 'a red dragon', width: 64, height: 64, steps: 2, seed: 7 }

/** An answer that refuses, as its status and what its body says. */
export async function refusal(answer: Response) {
  return { status: answer.status, ...refused.parse(await answer.json()).error }
}

/** Asks the API of a house as who has `key`, where no other key is named. */
export function askingApi(house: ApiHouse, key: string) {
  const generate = (json: object, by = key) => house.ask(by, '/api/generate', { json })
  return {
    generate,
    /** Asks for a small picture. @returns its job's id */
    async submitted(change: object = {}, by = key): Promise<string> {
      const answer = await generate({ ...small, ...change }, by)
      expect(answer.status).toBe(202)
      return accepted.parse(await answer.json()).id
    },
    /** Waits for a job's end. @returns its status */
    async ended(id: string, by = key) {
      const answer = await house.ask(by, `/api/status/${id}?wait=60`)
      expect(answer.status).toBe(200)
      return statusSchema.parse(await answer.json())
    },
  }
}
