import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { ServedHouse } from '#bench/api/open-served-house.ts'
import { type Api, type AskedOfApi, programs } from './programs.ts'

const people = 3
const pauseMs = 300
const askAgainAfterMs = 300
const accepted = z.object({ id: z.string() })

/**
 * A few people whose programs ask for one thing after the other, by turns as each kind of client does. What our own API did not answer is
 * asked again with the same idempotency key; now and then a job is cancelled.
 */
export async function askApiOnAndOn(house: ServedHouse, ends: AbortSignal): Promise<AskedOfApi[]> {
  const all: AskedOfApi[] = []
  const one = async (person: number) => {
    const api = apiOf(house.url, await house.key(person))
    for (let n = 1; !ends.aborted; n++) {
      const program = programs[(n + person * 3) % programs.length]
      await isUp(house.url, ends)
      if (program !== undefined && !ends.aborted) all.push(await program(`api ${person}.${n}`, api))
      await sleep(pauseMs, undefined, { signal: ends }).catch(() => {})
    }
  }
  await Promise.all(Array.from({ length: people }, (_, i) => one(i + 1)))
  return all
}

/** Where nobody listens, nothing is learnt from asking. */
async function isUp(url: string, ends: AbortSignal): Promise<void> {
  while (!ends.aborted) {
    const answer = await fetch(`${url}/api/health`).catch(() => undefined)
    if (answer?.ok === true) return
    await sleep(askAgainAfterMs)
  }
}

function apiOf(url: string, key: string): Api {
  const send: Api['send'] = async (path, init) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: { ...(init.headers as Record<string, string> | undefined), Authorization: `Bearer ${key}` },
    })
  return {
    send,
    async promised(body) {
      for (;;) {
        const answer = await send('/api/generate', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }).catch(() => undefined)
        const read = accepted.safeParse(await answer?.json().catch(() => undefined))
        if (answer?.status === 202 && read.success) return read.data.id
        await sleep(askAgainAfterMs)
      }
    },
  }
}
