import { randomUUID } from 'node:crypto'
import { PersonError } from '#core/errors.ts'
import type { Database } from './connect.ts'
import { advisoryLocks, withAdvisoryLock } from './locks.ts'
import { pictureStores } from './schema.ts'

/** What is asked of a store: where it is, and its marker. */
interface MarkedStore {
  readonly place: string
  marker(): Promise<string | undefined>
  mark(id: string): Promise<void>
}

/**
 * Bot and workers call this before they put or look for a picture: a database has one store, which all of its processes see.
 * The first of them writes its id down, on both sides.
 * @throws {PersonError} `store` when this one is another
 */
export async function requireKnownStore(database: Database, store: MarkedStore): Promise<void> {
  await withAdvisoryLock(database, advisoryLocks.store, async () => {
    const [known] = await database.db.select().from(pictureStores)
    const marker = await store.marker()
    if (known === undefined) {
      const id = marker ?? randomUUID()
      if (marker === undefined) await store.mark(id)
      await database.db.insert(pictureStores).values({ id })
    } else if (known.id !== marker) {
      throw new PersonError(
        'store',
        `The pictures in ${store.place} are not those of this database: set DATA_DIR to the folder that the bot and every worker of this database share.`,
      )
    }
  })
}

/** From when on a file in the store must be known to this database. */
export async function storeKnownSince({ db }: Pick<Database, 'db'>): Promise<Date | undefined> {
  const [known] = await db.select().from(pictureStores)
  return known?.since
}
