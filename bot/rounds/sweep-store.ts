import type { Clock } from '#core/clock.ts'
import type { Config } from '#core/config.ts'
import type { Logger } from '#process/logger.ts'
import type { Db } from '#db/connect.ts'
import { markGone } from '#db/images.ts'
import { storeKnownSince } from '#db/known-store.ts'
import { standingOfFiles } from '#db/stored-files.ts'
import { type PictureStore, storeParts } from '#store/picture-store.ts'

/** Younger files are left alone: the row of a draft or a generation that names them may not be written yet. */
const safeAgeMs = 24 * 60 * 60 * 1000

interface SweepDeps {
  config: Pick<Config, 'keepPicturesDays'>
  db: Db
  store: PictureStore
  clock: Clock
  logger: Logger
}

/**
 * Clears the store, one part a round: pictures older than the operator keeps them, and files that a crash left without a row. The
 * first round takes a random part, so that frequent restarts neglect none.
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
  // Orphans from before `since`, when this database first used the store, are kept: they may be another database's pictures.
  const old = (await store.files(part)).filter(({ changedAt }) => changedAt.getTime() < before)
  const ids = old.flatMap(({ id }) => id ?? [])
  const standings = await standingOfFiles(db, ids, config.keepPicturesDays)
  const expired: string[] = []
  let orphans = 0
  for (const file of old) {
    const { id, changedAt } = file
    const standing = id === undefined ? 'orphan' : standings.get(id)
    if (standing === 'kept' || (standing === 'orphan' && changedAt < since)) continue
    // Should this process die here, the row still names the file; the picture's buttons notice that it is gone.
    await file.remove()
    if (standing === 'expired' && id !== undefined) expired.push(id)
    else orphans += 1
  }
  await markGone(db, expired)
  if (expired.length > 0) logger.info({ pictures: expired.length }, 'old pictures were cleared away')
  if (orphans > 0) logger.info({ files: orphans }, 'files that belong to nothing were cleared away')
}
