import type { Db } from './connect.ts'

/** What is made once for each pool, such as a statement whose text takes long to be built. */
export function onceFor<Made>(make: (db: Db) => Made): (db: Db) => Made {
  const known = new WeakMap<Db, Made>()
  return (db) => {
    const made = known.get(db) ?? make(db)
    known.set(db, made)
    return made
  }
}
