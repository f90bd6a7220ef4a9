import { randomUUID } from 'node:crypto'
import { PersonError, reasonOf } from '#core/errors.ts'
import type { Database } from './connect.ts'
import { advisoryLocks, withAdvisoryLock } from './locks.ts'
import { pictureStores } from './schema.ts'

/** The part of a store that is used here: its place and its marker. */
interface MarkedStore {
  readonly place: string
  marker(): Promise<string | undefined>
  mark(id: string): Promise<void>
}

/**
 * Bot and workers call this before they put or look for a picture: a database has one store, which all of its processes see.
 * The first process writes the store's id into the marker and into the database.
 * @throws {PersonError} `store` when the marker has another id, or the store cannot be written to
 */
export async function requireKnownStore(database: Database, store: MarkedStore): Promise<void> {
  await withAdvisoryLock(database, advisoryLocks.store, async () => {
    const [known] = await database.db.select().from(pictureStores)
    const marker = await orSayWhy(store, store.marker())
    if (known === undefined || known.id === marker) {
      const id = marker ?? randomUUID()
      // Each process writes the marker again: a process that cannot write to the store must not begin to paint.
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

/** When this database first used the store: older files may belong to another database. */
export async function storeKnownSince({ db }: Pick<Database, 'db'>): Promise<Date | undefined> {
  const [known] = await db.select().from(pictureStores)
  return known?.since
}
