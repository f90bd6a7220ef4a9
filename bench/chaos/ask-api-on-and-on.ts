import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { ServedHouse } from '#bench/api/open-served-house.ts'

/** A job that a program was promised: it was answered 202. */
export interface AcceptedJob {
  id: string
  /** Its program asked to cancel it, and may have been heard. */
  cancelled: boolean
}

const programs = 2
const pauseMs = 700
const askAgainAfterMs = 300
const accepted = z.object({ id: z.string() })
const small = { steps: 8, width: 64, height: 64 }

/**
 * A few programs that ask for one picture after the other, by turns as each kind of client does. What our own API did not answer is asked
 * again with the same idempotency key; now and then a job is cancelled.
 */
export async function askApiOnAndOn(house: ServedHouse, ends: AbortSignal): Promise<AcceptedJob[]> {
  const jobs: AcceptedJob[] = []
  const one = async (number: number) => {
    const headers = { Authorization: `Bearer ${await house.key(number)}`, 'Content-Type': 'application/json' }
    const send = (path: string, body: object) =>
      fetch(`${house.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    for (let n = 1; !ends.aborted; n++) {
      const prompt = `api ${number}.${n}`
      if (n % 4 === 2)
        await send('/v1/images/generations', { prompt, steps: 8, size: '64x64' }).catch(ignored)
      else if (n % 4 === 3) await send('/sdapi/v1/txt2img', { ...small, prompt }).catch(ignored)
      else {
        const key = randomUUID()
        const id = await promised(() => send('/api/generate', { ...small, prompt, idempotency_key: key }))
        const job = { id, cancelled: n % 5 === 0 }
        jobs.push(job)
        if (job.cancelled)
          await fetch(`${house.url}/api/jobs/${id}`, { method: 'DELETE', headers }).catch(ignored)
      }
      await sleep(pauseMs, undefined, { signal: ends }).catch(ignored)
    }
  }
  await Promise.all(Array.from({ length: programs }, (_, i) => one(i + 1)))
  return jobs
}

/** The API was struck: its rows are looked at in the end. */
function ignored(): void {}

/** Asks again and again until it is answered that the job is accepted. */
async function promised(ask: () => Promise<Response>): Promise<string> {
  for (;;) {
    const answer = await ask().catch(ignored)
    if (answer?.status === 202) {
      const read = accepted.safeParse(await answer.json().catch(ignored))
      if (read.success) return read.data.id
    }
    await sleep(askAgainAfterMs)
  }
}
