import { createHash, randomUUID } from 'node:crypto'
import { maxAttempts, settingsOfImage } from '#core/generation.ts'
import type { PaintNote } from '#core/paint-notes.ts'
import { defaultSpeed } from '#core/speeds.ts'
import { settingsOf } from '#db/generations.ts'
import type { NewImage } from '#db/images.ts'
import type { Generation } from '#db/schema.ts'
import type { PaintRequest, Picture, Progress } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import { hashPairs } from '#store/png/hash-pairs.ts'
import type { WorkerDeps } from './deps.ts'
import { encodePicture } from './encode-picture.ts'
import { liveProgress } from './live-progress.ts'
import { paintCells } from './paint-cells.ts'
import { paintNotes } from './paint-notes.ts'
import { paintRequestOf } from './paint-request.ts'
import { progressMeter } from './progress-edit.ts'
import type { ShownProgress } from './shown-progress.ts'

/** Previews are made more often than shown, so that a shown one is fresh. */
const previewIntervalMs = 250

export interface PaintedPictures {
  /** Their files are in the store before anybody hears of them; none only where all are withheld. */
  images: NewImage[]
  /** How many the model's safety checker flagged, and the server wants nobody to see: they are not kept. */
  withheld: number
  /** Whether those kept are to be hidden until somebody clicks on them: the server's wish, always or for flagged ones. */
  spoiler: boolean
  /** What could not be painted as it was asked for. */
  notes: readonly PaintNote[]
  /** Why one of the count is missing, when one is. */
  error?: unknown
}

/**
 * Paints a generation's pictures while its message shows how far it is, and keeps them in the store. One picture that cannot be
 * painted does not take the others with it.
 * @throws when not one was painted
 */
export async function paintPictures(
  deps: WorkerDeps,
  row: Generation,
  signal: AbortSignal,
): Promise<PaintedPictures> {
  const live = liveProgress(deps, row)
  try {
    const { painted, error } = await paintWhileShown(deps, row, live, signal)
    // What is on its way to be shown arrives while the pictures are encoded; nothing follows it.
    void live.stop()
    return await keepPictures(deps, row, painted, error)
  } finally {
    await live.stop()
  }
}

/** `error`: why one of the count is missing, when one is. */
async function paintWhileShown(
  deps: WorkerDeps,
  row: Generation,
  live: ShownProgress,
  signal: AbortSignal,
): Promise<{ painted: Picture[]; error: unknown }> {
  const settings = settingsOf(row)
  const meter = progressMeter(deps.clock)
  live.show({ step: 0, steps: settings.steps })
  const { comparison } = settings
  const pictures = new Map<number, Picture>()
  let error: unknown
  const request = { ...(await paintRequestOf(deps, row, signal)), previewEveryMs: previewIntervalMs }
  /** One picture of several, alone. */
  const alone = (index: number): PaintRequest => {
    const own = settingsOfImage(settings, index)
    const { seed, count, variations, steps, guidance, scheduler, speed = defaultSpeed } = own
    return { ...request, seed, count, variations, steps, guidance, scheduler, speed }
  }
  const events =
    comparison === undefined
      ? deps.paint(request, signal)
      : paintCells(
          deps.paint,
          comparison.cells.map((_, index) => alone(index)),
          signal,
        )
  let preview: Progress['preview']
  try {
    for await (const event of events) {
      if (event.kind === 'progress') {
        const secondsLeft = meter(event)
        preview = event.preview ?? preview
        const latest = { ...event, ...(preview && { preview }) }
        live.show(latest, secondsLeft)
      } else pictures.set(event.index, event)
    }
  } catch (failure) {
    if (signal.aborted || !goesOnAlone(failure, row, pictures.size)) throw failure
    error = failure
    deps.logger.warn(
      { err: failure },
      'painting failed: the pictures that are missing are painted one by one',
    )
    for (let index = 0; index < row.count; index++) {
      if (pictures.has(index)) continue
      const picture = await paintAlone(deps, alone(index), signal)
      if (picture !== undefined) pictures.set(index, { ...picture, index })
    }
  }
  return { painted: [...pictures.values()], error }
}

/** Keeps those in the store that somebody may see. @throws when there is none, and none was withheld */
async function keepPictures(
  deps: WorkerDeps,
  row: Generation,
  painted: readonly Picture[],
  missing: unknown,
): Promise<PaintedPictures> {
  const flagged = painted.filter(({ nsfw }) => nsfw === true)
  const shown = row.flaggedAsSpoilers ? painted : painted.filter((picture) => !flagged.includes(picture))
  const withheld = painted.length - shown.length
  const kept = await Promise.allSettled(shown.map(async (picture) => keepPicture(deps, row, picture)))
  const images = kept.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const unkept = kept.find((one) => one.status === 'rejected')
  const error: unknown = unkept === undefined ? missing : unkept.reason
  if (images.length === 0 && withheld === 0) throw error
  const spoiler = row.spoiler || (row.flaggedAsSpoilers && flagged.length > 0)
  const notes = await paintNotes(deps, settingsOf(row), painted)
  const outcome = { images, withheld, spoiler, notes }
  return images.length + withheld === row.count ? outcome : { ...outcome, error }
}

/**
 * Whether the pictures of a count are worth trying one by one, after all of them together failed. What the engine refuses it
 * refuses of each; a painter that died gets whole attempts first, since something else may have killed it.
 */
function goesOnAlone(
  error: unknown,
  { count, lostAttempts, comparison }: Generation,
  painted: number,
): boolean {
  if (count === 1) return false
  if (!(error instanceof PaintError)) return true
  switch (error.code) {
    case 'bad_request':
      // Cells differ: what is wrong with one need not be wrong with the others.
      return painted > 0 || comparison !== null
    case 'bad_model':
      return painted > 0
    case 'painter_lost':
      return lostAttempts >= maxAttempts - 1
    case 'device':
    case 'device_full':
      return true
    case 'aborted':
      return false
  }
}

/** Undefined: this one fails alone, too. */
async function paintAlone(
  { paint, logger }: WorkerDeps,
  request: PaintRequest,
  signal: AbortSignal,
): Promise<Picture | undefined> {
  try {
    for await (const event of paint(request, signal)) if (event.kind === 'picture') return event
    return undefined
  } catch (error) {
    if (signal.aborted) throw error
    logger.error({ err: error, seed: request.seed }, 'a picture could not be painted alone')
    return undefined
  }
}

async function keepPicture(deps: WorkerDeps, row: Generation, picture: Picture): Promise<NewImage> {
  const settings = settingsOf(row)
  const own = settings.comparison === undefined ? settings : settingsOfImage(settings, picture.index)
  const png = await encodePicture(picture, own, {
    modelHash: await deps.modelHash(row.model),
    device: deps.device,
    loraHashes: own.promptSyntax === 'a1111' ? await hashesOfLoras(deps, own.prompt) : undefined,
  })
  const id = randomUUID()
  // Its checksum is computed while the disk writes.
  const stored = deps.store.put(id, png)
  const image = {
    id,
    index: picture.index,
    seed: picture.seed,
    width: picture.pixels.width,
    height: picture.pixels.height,
    bytes: png.length,
    sha256: createHash('sha256').update(png).digest('hex'),
    ...(picture.rows && { unetRuns: picture.rows.run, unetRunsFull: picture.rows.full }),
  }
  await stored
  return image
}

/** As a picture's text names them; a file that has gone meanwhile has no hash. */
async function hashesOfLoras(
  { lorasOf, loraHash }: Pick<WorkerDeps, 'lorasOf' | 'loraHash'>,
  prompt: string,
): Promise<string | undefined> {
  const { loras } = await lorasOf(prompt)
  const hashed = await Promise.all(
    loras.map(async ({ name, file }) => {
      const hash = await loraHash(file).catch(() => undefined)
      return hash === undefined ? [] : [{ name, hash }]
    }),
  )
  return hashPairs(hashed.flat())
}
