import type { Caller } from '#api/contract/caller.ts'
import type { Clock } from '#core/clock.ts'
import { findApiKey, isUseWorthNoting, noteApiKeyUse } from '#db/api-keys.ts'
import type { Db } from '#db/connect.ts'
import type { Logger } from '#process/logger.ts'

/** Who calls with a key. The database is asked each time, so that revoking holds at once, in every process. */
export function callerOfKey({
  db,
  clock,
  logger,
}: {
  db: Db
  clock: Clock
  logger: Logger
}): (key: string) => Promise<Caller | undefined> {
  const noted = new Map<string, number>()
  return async (key) => {
    const row = await findApiKey(db, key)
    if (row === undefined) return undefined
    const now = clock.now()
    const minute = Math.floor(now.getTime() / 60_000)
    if (isUseWorthNoting(row, now) && noted.get(row.id) !== minute) {
      noted.set(row.id, minute)
      // The request does not wait for this write.
      noteApiKeyUse(db, row).catch((error: unknown) =>
        logger.warn({ err: error, key: row.id }, 'the use of a key was not noted'),
      )
    }
    const { id: keyId, userId, guildId, roleIds, ageRestricted, picturesPerDay, entitledUntil } = row
    const entitled = entitledUntil !== null && entitledUntil > now
    return { keyId, userId, guildId, roleIds, entitled, ageRestricted, picturesPerDay }
  }
}
