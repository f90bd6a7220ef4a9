import { createApiKey, listApiKeys, revokeApiKey } from '#db/api-keys.ts'
import type { Db } from '#db/connect.ts'

const name = 'Playground'

/** A key for whoever tries the API on their own machine. Only its hash is kept, so each start makes a new one in place of the last. */
export async function playgroundKey(
  db: Db,
  { userId, guildId }: { userId: string; guildId: string },
): Promise<string> {
  for (const key of await listApiKeys(db, userId)) if (key.name === name) await revokeApiKey(db, key.id)
  const made = await createApiKey(db, {
    userId,
    guildId,
    name,
    roleIds: [],
    ageRestricted: false,
    picturesPerDay: null,
  })
  if (made === undefined) throw new Error('somebody made all the keys that there may be')
  return made.key
}
