import type { Clock } from '#core/clock.ts'
import type { Config } from '#core/config.ts'
import type { Logger } from '#process/logger.ts'
import type { Db } from '#db/connect.ts'
import { markGone } from '#db/images.ts'
import { storeKnownSince } from '#db/known-store.ts'
import { standingOfFiles } from '#db/stored-files.ts'
import { type PictureStore, storeParts } from '#store/picture-store.ts'

/** A file this young may belong to a row that is yet to be written: a start image to a draft, a picture to its generation. */
const safeAgeMs = 24 * 60 * 60 * 1000

interface SweepDeps {
  config: Pick<Config, 'keepPicturesDays'>
  db: Db
  store: PictureStore
  clock: Clock
  logger: Logger
}

/**
 * Clears the store, one of its parts a round: pictures older than the operator keeps them, and files that no row speaks of,
 * left there by a crash. Where rounds begin is left to chance, so that restarts neglect no part.
 */
export function storeSweeper(deps: SweepDeps): () => Promise<void> {
  let part = Math.floor(Math.random() * storeParts)
  return async () => {
    await sweepPart(deps, part)
    part = (part + 1) % storeParts
  }
}

export async function sweepPart(
  { config, db, store, clock, logger }: SweepDeps,
  part: number,
): Promise<void> {
  const since = await storeKnownSince({ db })
  if (since === undefined) return
  const before = clock.now().getTime() - safeAgeMs
  // Files older than our word for this store may be another database's.
  const old = (await store.files(part)).filter(({ changedAt }) => changedAt.getTime() < before)
  const ids = old.flatMap(({ id }) => id ?? [])
  const standings = await standingOfFiles(db, ids, config.keepPicturesDays)
  const expired: string[] = []
  let orphans = 0
  for (const file of old) {
    const { id, changedAt } = file
    const standing = id === undefined ? 'orphan' : standings.get(id)
    if (standing === 'kept' || (standing === 'orphan' && changedAt < since)) continue
    // Should we die right here, the row says that the file is there; its buttons see that it is not.
    await file.remove()
    if (standing === 'expired' && id !== undefined) expired.push(id)
    else orphans += 1
  }
  await markGone(db, expired)
  if (expired.length > 0) logger.info({ pictures: expired.length }, 'old pictures were cleared away')
  if (orphans > 0) logger.info({ files: orphans }, 'files that belong to nothing were cleared away')
}
