import { randomUUID } from 'node:crypto'
import { PersonError, reasonOf } from '#core/errors.ts'
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
 * @throws {PersonError} `store` when this one is another, or cannot be written to
 */
export async function requireKnownStore(database: Database, store: MarkedStore): Promise<void> {
  await withAdvisoryLock(database, advisoryLocks.store, async () => {
    const [known] = await database.db.select().from(pictureStores)
    const marker = await orSayWhy(store, store.marker())
    if (known === undefined || known.id === marker) {
      const id = marker ?? randomUUID()
      // Written anew by each of them: who could not keep a picture must not begin to paint one.
      await orSayWhy(store, store.mark(id))
      if (known === undefined) await database.db.insert(pictureStores).values({ id })
    } else {
      throw new PersonError(
        'store',
        `The pictures in ${store.place} are not those of this database: set DATA_DIR to the folder that the bot and every worker of this database share.`,
      )
    }
  })
}

async function orSayWhy<T>({ place }: MarkedStore, touched: Promise<T>): Promise<T> {
  try {
    return await touched
  } catch (error) {
    throw new PersonError(
      'store',
      `Pictures can't be kept in ${place} (${reasonOf(error)}): make it a folder that this user may write to, or set DATA_DIR to another one.`,
      { cause: error },
    )
  }
}

/** From when on a file in the store must be known to this database. */
export async function storeKnownSince({ db }: Pick<Database, 'db'>): Promise<Date | undefined> {
  const [known] = await db.select().from(pictureStores)
  return known?.since
}
