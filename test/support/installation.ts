import { randomInt } from 'node:crypto'
import { inject } from 'vitest'
import { z } from 'zod'
import { createApiKey } from '#db/api-keys.ts'
import { connectDatabase } from '#db/connect.ts'

const started = z.object({ url: z.string(), databaseUrl: z.string() })

export interface Installation {
  /** `http://host:port` */
  url: string
  /** Of a new person with many pictures a day. */
  key: string
}

/**
 * `npm start` with the model that ships with the project, as its clients see it: the run's one installation, which starts when the first test
 * asks for it.
 */
export async function openInstallation(): Promise<Installation> {
  const answer = await fetch(inject('installationStarter'))
  if (!answer.ok) throw new Error(await answer.text())
  const { url, databaseUrl } = started.parse(await answer.json())
  const { db, close } = connectDatabase(databaseUrl)
  const made = await createApiKey(db, {
    userId: String(80_000_000_000_000_000n + BigInt(randomInt(1e9))),
    name: 'clients',
    guildId: null,
    roleIds: [],
    ageRestricted: false,
    picturesPerDay: null,
  })
  await close()
  if (made === undefined) throw new Error('no key was made')
  return { url, key: made.key }
}
