import { together } from '#core/together.ts'
import type { Db } from './connect.ts'
import { onceFor } from './once-for.ts'

/** One statement's parameters stay within Postgres' 65,535, and one transaction's locks within reason. */
const mostAtOnce = 250
/** A connection may be lost without a word, as when the database's host goes away. */
const boundMs = 10_000

/** `together` for a query: what is asked of one database while an answer of it is on its way shares the next statement. */
export function togetherOn<Asked, Answer>(
  answerAll: (db: Db, asked: readonly Asked[]) => Promise<readonly Answer[]>,
): (db: Db, asked: Asked) => Promise<Answer> {
  const askerOf = onceFor((db) =>
    together((some: readonly Asked[]) => answerAll(db, some), { most: mostAtOnce, boundMs }),
  )
  return (db, asked) => askerOf(db)(asked)
}
